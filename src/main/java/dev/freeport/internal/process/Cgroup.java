package dev.freeport.internal.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container or the unit of systemd in {@code /proc/<pid>/cgroup}, see cgroups(7).
 *
 * @param text its kind and name
 * @param howToStop a sentence without its full stop; empty for a scope, which no manager starts again
 */
record Cgroup(String text, Optional<String> howToStop) {
    private static final String CONTAINER_PREFIX = "container ";
    private static final Pattern CONTAINER = Pattern.compile("(?:^|[^0-9a-f])([0-9a-f]{12})[0-9a-f]{52}(?![0-9a-f])");
    private static final Pattern MACHINE = Pattern.compile(
            "/(lxc\\.payload\\.|lxc/|systemd-nspawn@|machine\\.slice/machine-)([^/\\s]+?)(?:\\.scope|\\.service)?(?=/|$)",
            Pattern.MULTILINE);
    private static final Pattern UNIT = Pattern.compile("/([^/\\s]+\\.(?:service|scope))(?=/|$)", Pattern.MULTILINE);
    private static final Pattern USER_MANAGER = Pattern.compile("/user@\\d+\\.service/");

    /** Units of a login session, which tell nothing of the process. */
    private static final Pattern LOGIN = Pattern.compile("user@.*|session-.*|init\\.scope");

    private static final Pattern PLAIN = Pattern.compile("[\\w@.:+-]+");
    private static final Pattern QUOTABLE = Pattern.compile("[\\w@.:+\\\\-]+");

    static Optional<Cgroup> of(String cgroups) {
        Matcher container = CONTAINER.matcher(cgroups);
        if (container.find()) {
            String id = container.group(1);
            return Optional.of(new Cgroup(CONTAINER_PREFIX + id, Optional.of(howToStopContainer(cgroups, id))));
        }
        Matcher machine = MACHINE.matcher(cgroups);
        if (machine.find()) {
            boolean lxc = machine.group(1).startsWith("lxc");
            return Optional.of(new Cgroup(
                    CONTAINER_PREFIX + machine.group(2),
                    argument(machine.group(2))
                            .map(name -> "Stop the container (" + (lxc ? "lxc-stop -n " : "machinectl stop ") + name
                                    + ")")));
        }
        String innermost = null;
        boolean ofUser = false;
        Matcher unit = UNIT.matcher(cgroups);
        while (unit.find()) {
            if (!LOGIN.matcher(unit.group(1)).matches()) {
                innermost = unit.group(1);
                ofUser = USER_MANAGER
                        .matcher(cgroups.substring(0, unit.start() + 1))
                        .find();
            }
        }
        return innermost == null ? Optional.empty() : Optional.of(unit(innermost, ofUser));
    }

    private static Cgroup unit(String name, boolean ofUser) {
        return new Cgroup(
                "unit " + name,
                name.endsWith(".service")
                        ? argument(name)
                                .map(quoted -> "Stop the unit (systemctl " + (ofUser ? "--user " : "") + "stop "
                                        + quoted + ")")
                        : Optional.empty());
    }

    boolean isContainer() {
        return text.startsWith(CONTAINER_PREFIX);
    }

    private static String howToStopContainer(String cgroups, String id) {
        if (cgroups.contains("kubepods")) {
            return "Stop the pod of the container (crictl ps --id " + id + " names it; kubectl delete pod)";
        }
        if (cgroups.contains("libpod")) {
            return "Stop the container (podman stop " + id + ")";
        }
        if (cgroups.contains("cri-containerd") || cgroups.contains("crio")) {
            return "Stop the container (crictl stop " + id + ")";
        }
        if (cgroups.contains("nerdctl")) {
            return "Stop the container (nerdctl stop " + id + ")";
        }
        return cgroups.contains("docker")
                ? "Stop the container (docker stop " + id + ")"
                : "Stop container " + id + " by the engine that runs it";
    }

    /** Returns a name as a shell takes it; nothing if it could be more than a name. */
    private static Optional<String> argument(String name) {
        if (PLAIN.matcher(name).matches()) {
            return Optional.of(name);
        }
        return QUOTABLE.matcher(name).matches() ? Optional.of("'" + name + "'") : Optional.empty();
    }
}
