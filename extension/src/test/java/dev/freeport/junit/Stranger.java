package dev.freeport.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that listens on a port and descends from nobody that this JVM started; it ends when this JVM does. */
final class Stranger implements AutoCloseable {
    /** The inner shell ends at once, which cuts the line of descent; the outer one keeps the pipes open. */
    private static final String SCRIPT = "exec 3<&0; (\"$@\" <&3 &); exec cat >&2";

    private final Process shell;
    private final BufferedReader output;
    private final long pid;

    private Stranger(Process shell) throws IOException {
        this.shell = shell;
        this.output = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        this.pid = Long.parseLong(output.readLine());
    }

    /** Returns when it listens. */
    static Stranger listeningOn(int port) throws IOException {
        return new Stranger(new ProcessBuilder(
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        ownClasses(),
                        Listener.class.getName(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static String ownClasses() throws IOException {
        try {
            return Path.of(Listener.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    long pid() {
        return pid;
    }

    /** Lets it end and waits until nobody has the other end of its output any more. */
    @Override
    public void close() throws IOException {
        shell.getOutputStream().close();
        if (output.readLine() != null) {
            throw new IOException("the stranger said more than its pid");
        }
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
                System.out.println(ProcessHandle.current().pid());
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has closed the pipe or ended
                }
            }
        }
    }
}
