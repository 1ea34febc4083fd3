package dev.freeport.junit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does something with a port, and ends when this JVM does. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class of the tests, which must end when its standard input does. */
    static OtherProcess running(Class<?> main, String classPath, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                classPath,
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new OtherProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts a process that listens on a port, and returns when it does. */
    static OtherProcess listeningOn(int port) throws IOException {
        OtherProcess process = running(Listener.class, ownClasses(), port);
        String line = process.readLine();
        if (!line.equals("listening")) {
            process.close();
            throw new IOException("the listener said: " + line);
        }
        return process;
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
        return process.pid();
    }

    /** Returns the next line, a text in angle brackets at the end. */
    String readLine() throws IOException {
        String line = output.readLine();
        return line == null ? "<ended>" : line;
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("pid " + pid() + " did not end within 20 s");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] args) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
                System.out.println("listening");
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has ended
                }
            }
        }
    }
}
