package dev.freeport.cli;

import dev.freeport.PortReservations;
import dev.freeport.internal.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs in place of this command: it inherits the standard input and output, and exits first.
 *
 * <p>If a signal terminates this JVM, only shutdown hooks run. So a hook terminates the program, and then releases the
 * ports.
 */
final class Program {
    private static final int CANNOT_BE_RUN = 126;
    private static final int NOT_FOUND = 127;

    private final List<String> command;
    private final Map<String, Integer> variables;
    private final EnvironmentTag tag = new EnvironmentTag(ProcessIdentity.current());
    private @Nullable Process process;
    private boolean ending;

    Program(List<String> command, Map<String, Integer> variables) {
        this.command = command;
        this.variables = variables;
    }

    /** Runs the program and returns its exit code. */
    int run(PortReservations ports) throws NotStartedException, InterruptedException {
        Thread hook = new Thread(() -> end(ports), "end-of-program");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = start().waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endedBySignal) {
            // then the signal determines the exit code, not this method
        }
        return exitCode;
    }

    /** Never starts a program after the hook has run, because nothing would terminate it. */
    private synchronized Process start() throws NotStartedException, InterruptedException {
        while (ending) {
            wait();
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        variables.forEach((name, port) -> builder.environment().put(name, port.toString()));
        tag.put(builder.environment());
        try {
            process = builder.start();
            return process;
        } catch (IOException e) {
            throw new NotStartedException(command.get(0), isThere(command.get(0)) ? CANNOT_BE_RUN : NOT_FOUND, e);
        }
    }

    private void end(PortReservations ports) {
        Process started;
        synchronized (this) {
            ending = true;
            started = process;
        }
        if (started != null) {
            new ProcessTreeKiller(started.toHandle(), tag).terminate();
        }
        ports.close();
    }

    private static boolean isThere(String program) {
        if (program.contains(File.separator)) {
            return Files.exists(Path.of(program));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isRegularFile(Path.of(directory, program)));
    }

    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int exitCode;

        NotStartedException(String program, int exitCode, IOException cause) {
            super(cause);
            this.reason = exitCode == NOT_FOUND
                    ? "Program not found: " + program
                    : "Cannot run " + program + ". Make sure that it is a program, and executable.";
            this.exitCode = exitCode;
        }

        @Override
        public String getMessage() {
            return reason;
        }

        int exitCode() {
            return exitCode;
        }
    }
}
