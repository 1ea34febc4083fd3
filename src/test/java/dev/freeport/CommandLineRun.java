package dev.freeport;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the runnable jar in a process of its own, with UTF-8 for its outputs. */
public final class CommandLineRun implements AutoCloseable {
    /** What it said and ended with. */
    public record Outcome(int exitCode, String out, String err) {}

    private final Process process;
    private final Path errors;

    private CommandLineRun(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Runs a command to its end, without input. */
    public static Outcome of(String... arguments) {
        try (CommandLineRun run = start(arguments)) {
            return run.end();
        }
    }

    public static CommandLineRun start(String... arguments) {
        List<String> command = command();
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("freeport-cli", ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            // what it is told in the build's environment would be said on the standard error
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            return new CommandLineRun(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words of a command for JVMs that meet in a directory. */
    public static String[] meetingIn(Path directory, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command, "-Dfreeport.directory=" + directory));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** Returns what starts it; with SIGINT as usual, which a shell in the background has told its children to ignore. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        if (OperatingSystem.LINUX.isCurrent()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-jar",
                jar().toString()));
        return command;
    }

    /** Returns the jar, which is made beside the classes of the tests. */
    public static Path jar() {
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

    public long pid() {
        return process.pid();
    }

    /** Returns the next line of its standard output, without reading further. */
    public String readLine() {
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
    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** Ends its input, and waits for it. */
    public Outcome end() {
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(exitCode(), unix(out), whatMatters(unix(Files.readString(errors))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads over what is said on a busy machine, and over what Wine's netsh causes. */
    private static String whatMatters(String lines) {
        String said = lines.replaceAll("(?m)^freeport: still .* \\(\\d+ s\\)\n", "");
        return Boolean.getBoolean("wine") ? said.replaceFirst("^freeport: netsh int .*\n", "") : said;
    }

    private static String unix(String lines) {
        return lines.replace(System.lineSeparator(), "\n");
    }

    /** Waits for it. */
    public int exitCode() {
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
