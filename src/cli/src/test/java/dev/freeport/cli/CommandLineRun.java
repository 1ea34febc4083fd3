package dev.freeport.cli;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A run of the runnable jar in a process of its own, with UTF-8 for its outputs. */
final class CommandLineRun implements AutoCloseable {
    /** What it printed, and its exit code. */
    record Outcome(int exitCode, String out, String err) {}

    private final Process process;
    private final Path errors;

    private CommandLineRun(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Runs a command to its end, without input. */
    static Outcome of(String... arguments) {
        try (CommandLineRun run = start(arguments)) {
            return run.end();
        }
    }

    /** Runs a command to its end in a JVM with options of its own. */
    static Outcome inJvmWith(String jvmOption, String... arguments) {
        try (CommandLineRun run = start(command(jvmOption), arguments)) {
            return run.end();
        }
    }

    /** Runs a command in this JVM, which costs no other one; for commands that only print something. */
    static Outcome inThisJvm(String... arguments) {
        Properties before = (Properties) System.getProperties().clone();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            int exitCode = Freeport.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(err))
                    .execute(arguments);
            return new Outcome(exitCode, unix(out.toString()), unix(err.toString()));
        } finally {
            System.setProperties(before);
        }
    }

    static CommandLineRun start(String... arguments) {
        return start(command(), arguments);
    }

    private static CommandLineRun start(List<String> command, String... arguments) {
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("freeport-cli", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            // the JVM would print the options of the build's environment on the standard error
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            return new CommandLineRun(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words of a command with a directory of its own for JVMs to share. */
    static String[] withDirectory(Path directory, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, "-Dfreeport.directory=" + directory));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** Returns the words that start it, with the default action of SIGINT: background jobs of a shell ignore it. */
    static List<String> command(String... jvmOptions) {
        List<String> command = new ArrayList<>();
        if (OperatingSystem.LINUX.isCurrent()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dfreeport.diagnosis-deadline=1m",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    /** Returns the jar, which the build packs beside the classes of the tests. */
    static Path jar() {
        try {
            return Path.of(CommandLineRun.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("freeport-cli.jar");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Returns the next line of its standard output, without reading further. */
    String readLine() {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = process.getInputStream().read();
                    c != '\n';
                    c = process.getInputStream().read()) {
                if (c < 0) {
                    return line + "<ended>";
                }
                line.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** Sends a signal, such as {@code INT}. */
    void signal(String name) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
    }

    /** Closes its standard input, and waits until it exits. */
    Outcome end() {
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(exitCode(), unix(out), withoutNoise(unix(Files.readString(errors))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves out the lines of {@link Progress} on a busy machine, and the warning that Wine's netsh causes. */
    private static String withoutNoise(String lines) {
        String said = lines.replaceAll("(?m)^freeport: still .* \\(\\d+ s\\)\n", "");
        return Boolean.getBoolean("wine") ? said.replaceFirst("^freeport: netsh int .*\n", "") : said;
    }

    private static String unix(String lines) {
        return lines.replace(System.lineSeparator(), "\n");
    }

    /** Waits until it exits. */
    int exitCode() {
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("pid " + pid() + " did not end within 60 s");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
