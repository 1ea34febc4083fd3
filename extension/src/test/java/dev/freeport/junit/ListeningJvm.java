package dev.freeport.junit;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.fixture.JvmLaunch;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.OS;

/** Another JVM that listens on a port, and ends when this one does. */
record ListeningJvm(ForkedJvm process, long pid) implements AutoCloseable {
    /** Starts a child of this JVM; returns when it listens. */
    static ListeningJvm childOn(int port) {
        return start(JvmLaunch.of(Listener.class), port);
    }

    /** Starts a JVM that descends from nobody whom this one has started; returns when it listens. */
    static ListeningJvm strangerOn(int port) {
        return start(JvmLaunch.of(Listener.class).withCommandPrefix(orphaning()), port);
    }

    private static List<String> orphaning() {
        if (OS.WINDOWS.isCurrentOs()) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return List.of(java, "-cp", System.getProperty("java.class.path"), Orphaning.class.getName());
        }
        // the inner shell ends at once, which cuts the line of descent; the outer one keeps the pipes open
        return List.of("sh", "-c", "exec 3<&0; (\"$@\" <&3 &); exec cat >&2", "sh");
    }

    private static ListeningJvm start(JvmLaunch launch, int port) {
        ForkedJvm process = launch.start(port);
        String line = process.awaitLine("listens: ", Duration.ofSeconds(60));
        return new ListeningJvm(process, Long.parseLong(line.substring(line.indexOf(' ') + 1)));
    }

    @Override
    public void close() {
        process.close();
    }

    /** Starts a command with its own pipes, and ends. */
    static final class Orphaning {
        private Orphaning() {}

        public static void main(String[] command) throws IOException {
            new ProcessBuilder(command).inheritIO().start();
        }
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
                System.out.println("listens: " + ProcessHandle.current().pid());
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has ended
                }
            }
        }
    }
}
