package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessHandleFacts;
import java.util.Optional;

/**
 * What a build reserves a port for, as {@code a build (module shop, port name http)}. Its own tests, and Maven itself, say
 * {@code this build}.
 */
public final class BuildPurpose {
    private static final String BUILD = "build (";
    private static final String ANY = "a " + BUILD;

    private BuildPurpose() {}

    public static String ofModule(String module, String name) {
        return ANY + "module " + module + ", port name " + name + ")";
    }

    public static String ofWholeBuild(String name) {
        return ANY + "port name " + name + ")";
    }

    /** Returns {@code this build (module shop, port name http)} if a process has reserved a port for the build of this JVM. */
    public static Optional<String> ofThisBuild(long pid, String purpose) {
        return purpose.startsWith(ANY) && isThisJvmOrAbove(pid)
                ? Optional.of("this " + purpose.substring(ANY.length() - BUILD.length()))
                : Optional.empty();
    }

    /** Whether a process is this JVM, or one that has started it, directly or not. */
    public static boolean isThisJvmOrAbove(long pid) {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() == pid || ProcessHandleFacts.above(self).stream().anyMatch(process -> process.pid() == pid);
    }
}
