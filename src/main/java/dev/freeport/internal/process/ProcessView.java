package dev.freeport.internal.process;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which processes and users this JVM can see on Linux; see proc(5), pid_namespaces(7) and user_namespaces(7).
 *
 * @param hiding the option with which {@code /proc} is mounted, if it hides the processes of other users from this JVM
 * @param inPidNamespace whether there are processes outside the pid namespace of this JVM
 * @param inPod whether other containers of a pod of Kubernetes share the network of this JVM
 * @param overflowUid what stands for all users who have no id in the user namespace of this JVM; -1 if all have
 */
public record ProcessView(Optional<String> hiding, boolean inPidNamespace, boolean inPod, long overflowUid) {
    /** All processes and users. */
    public static final ProcessView WHOLE = new ProcessView(Optional.empty(), false, false, -1);

    /** {@code PROC_PID_INIT_INO} and {@code PROC_USER_INIT_INO} of {@code include/linux/proc_ns.h}. */
    private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

    private static final String FIRST_USER_NAMESPACE = "user:[4026531837]";

    private static final Pattern HIDING =
            Pattern.compile("\\b(hidepid=(?:[124]|noaccess|invisible|ptraceable)|subset=pid)\\b");
    private static final int MOUNT_POINT = 4;
    private static final long DEFAULT_OVERFLOW_UID = 65534;

    /** Returns the view of this JVM. */
    public static ProcessView current() {
        return Current.VIEW;
    }

    /** Whether a number from the kernel names a user. */
    public boolean isUser(long uid) {
        return uid != overflowUid;
    }

    static ProcessView read(Path proc, boolean inPod) {
        // what hides processes hides the first, but from those who may see all
        boolean seesFirst = Files.isReadable(proc.resolve("1/status"));
        return new ProcessView(
                seesFirst ? Optional.empty() : hiding(proc),
                !namespace(proc, "pid", FIRST_PID_NAMESPACE).equals(FIRST_PID_NAMESPACE),
                inPod,
                namespace(proc, "user", FIRST_USER_NAMESPACE).equals(FIRST_USER_NAMESPACE) ? -1 : overflowUid(proc));
    }

    private static Optional<String> hiding(Path proc) {
        Optional<String> last = Optional.empty();
        try {
            for (String line : ProcFile.read(proc.resolve("self/mountinfo")).split("\n")) {
                String[] fields = line.split(" ");
                if (fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals("/proc")) {
                    Matcher option = HIDING.matcher(line);
                    last = option.find() ? Optional.of(option.group(1)) : Optional.empty();
                }
            }
        } catch (IOException unknown) {
            return Optional.empty();
        }
        return last;
    }

    private static String namespace(Path proc, String kind, String first) {
        try {
            return Files.readSymbolicLink(proc.resolve("self/ns").resolve(kind)).toString();
        } catch (IOException | InvalidPathException | UnsupportedOperationException unknown) {
            return first;
        }
    }

    private static long overflowUid(Path proc) {
        try {
            return Long.parseLong(
                    ProcFile.read(proc.resolve("sys/kernel/overflowuid")).strip());
        } catch (IOException | NumberFormatException unknown) {
            return DEFAULT_OVERFLOW_UID;
        }
    }

    private static final class Current {
        static final ProcessView VIEW = OperatingSystem.LINUX.isCurrent()
                ? read(
                        Path.of("/proc"),
                        System.getenv("KUBERNETES_SERVICE_HOST") != null
                                || Files.isDirectory(Path.of("/var/run/secrets/kubernetes.io")))
                : WHOLE;
    }
}
