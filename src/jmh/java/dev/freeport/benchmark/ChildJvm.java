package dev.freeport.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM, with the class path of this one unless another is given, which answers in lines and waits for lines. */
final class ChildJvm implements AutoCloseable {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private static final int SECONDS_TO_END = 60;

    private final String name;
    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.US_ASCII);
    }

    static List<String> command(List<String> options, Class<?> main, Object... arguments) {
        return command(CLASS_PATH, options, main, arguments);
    }

    private static List<String> command(String classPath, List<String> options, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-classpath", classPath));
        command.addAll(options);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    static ChildJvm start(List<String> options, Class<?> main, Object... arguments) throws IOException {
        return start(CLASS_PATH, options, main, arguments);
    }

    static ChildJvm start(String classPath, List<String> options, Class<?> main, Object... arguments)
            throws IOException {
        Process process = new ProcessBuilder(command(classPath, options, main, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildJvm(main.getSimpleName() + " " + List.of(arguments), process);
    }

    String read() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException(name + " ended without an answer");
        }
        return line;
    }

    List<String> readAll() {
        return lines.lines().toList();
    }

    /** Lets the other JVM go on. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Ends the input of the other JVM and waits for its end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IOException(name + " did not end within " + SECONDS_TO_END + " s");
            }
        } catch (InterruptedException e) {
            throw new IOException(name + " did not end before this thread was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " failed with exit code " + process.exitValue());
        }
    }
}
