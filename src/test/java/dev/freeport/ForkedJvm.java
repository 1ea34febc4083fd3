package dev.freeport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM with the class path of the tests, to which lines are said and which answers with lines. What it prints is read all the
 * time: a JVM whose warnings nobody reads stops in the middle of one, with what it holds.
 */
public final class ForkedJvm implements AutoCloseable {
    private static final String END = "<ended>";

    private final Process process;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private ForkedJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readOutput, "output of pid " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException closed) {
            // which is the end, too
        } finally {
            output.add(END);
        }
    }

    /** Starts a main class. It must end when its standard input does. */
    public static ForkedJvm start(Class<?> main, Object... arguments) {
        return start(List.of(), main, arguments);
    }

    /** Starts a main class by a command that ends by starting what follows it. */
    public static ForkedJvm start(List<String> by, Class<?> main, Object... arguments) {
        return start(by, List.of(), System.getProperty("java.class.path"), main, arguments);
    }

    /** Starts a main class by a command, with options of the JVM and a class path. */
    public static ForkedJvm start(
            List<String> by, List<String> options, String classPath, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // kept in a file named after the pid, over which JVMs of several pid namespaces fall out
                "-XX:-UsePerfData",
                // a warning is a line
                "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%6$s%n",
                // as in the JVM of the tests: a second is too short on a machine that does much else
                "-Dfreeport.diagnosis-deadline=1m",
                "-Xmx64m"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            return new ForkedJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Says a line and returns the line that comes back. */
    public String ask(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the next line; a text in angle brackets at the end of the output. Reads over what Wine causes. */
    public String readLine() {
        String line = nextLine();
        while (isOfWine(line)) {
            line = nextLine();
        }
        return line;
    }

    /** Wine has not all of netsh, and binds a UDP socket of one address to all, so that the kernel locks no ports. */
    private static boolean isOfWine(String line) {
        return Boolean.getBoolean("wine")
                && (line.startsWith("WARNING: netsh int ")
                        || line.startsWith("WARNING: The kernel does not lock ports here"));
    }

    private String nextLine() {
        try {
            String line = output.take();
            if (line.equals(END)) {
                // for the next call
                output.add(END);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading from pid " + pid(), e);
        }
    }

    /** Ends the JVM by SIGKILL and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("pid " + pid() + " did not end within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException endedAlready) {
            // as wanted
        }
        kill();
    }
}
