package dev.freeport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.OS;

/** Starts processes that descend from nobody whom this JVM has started: what the test starts may be as it should. */
public final class Orphaning {
    private Orphaning() {}

    /** Returns a command that starts what follows it, with its own pipes, and is then no longer its parent. */
    public static List<String> command() {
        if (OS.WINDOWS.isCurrentOs()) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return List.of(java, "-cp", System.getProperty("java.class.path"), Orphaning.class.getName());
        }
        // the inner shell ends at once, which cuts the line of descent; the outer one keeps the pipes open
        return List.of("sh", "-c", "exec 3<&0; (\"$@\" <&3 &); exec cat >&2", "sh");
    }

    /** Starts a command, and ends. */
    public static void main(String[] command) throws IOException {
        new ProcessBuilder(command).inheritIO().start();
    }
}
