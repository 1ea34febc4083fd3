package dev.freeport.internal.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the container or the unit of systemd in {@code /proc/<pid>/cgroup}, see cgroups(7). */
final class Cgroup {
    private static final Pattern CONTAINER = Pattern.compile("(?:^|[^0-9a-f])([0-9a-f]{12})[0-9a-f]{52}(?![0-9a-f])");
    private static final Pattern UNIT = Pattern.compile("/([^/\\s]+\\.(?:service|scope))(?=/|$)", Pattern.MULTILINE);

    /** Units of a login session, which tell nothing of the process. */
    private static final Pattern LOGIN = Pattern.compile("user@.*|session-.*|init\\.scope");

    private Cgroup() {}

    static Optional<String> unit(String cgroups) {
        Matcher container = CONTAINER.matcher(cgroups);
        if (container.find()) {
            return Optional.of("container " + container.group(1));
        }
        String innermost = null;
        Matcher unit = UNIT.matcher(cgroups);
        while (unit.find()) {
            if (!LOGIN.matcher(unit.group(1)).matches()) {
                innermost = unit.group(1);
            }
        }
        return Optional.ofNullable(innermost).map(name -> "unit " + name);
    }
}
