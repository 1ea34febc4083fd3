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
 * A program that runs in the place of this command: with its standard input and outputs, and ended before it.
 *
 * <p>A signal ends this JVM, which knows of it only that its shutdown hooks run. So the hook ends the program, and gives
 * the ports back when it is gone.
 */
final class Program {
    private static final int CANNOT_BE_RUN = 126;
    private static final int NOT_FOUND = 127;

    private final List<String> command;
    private final Map<String, Integer> variables;
    private final Mark mark = new Mark(ProcessIdentity.current());
    private @Nullable Process process;
    private boolean ending;

    Program(List<String> command, Map<String, Integer> variables) {
        this.command = command;
        this.variables = variables;
    }

    /** Runs the program, and returns its exit code. */
    int run(PortReservations ports) throws NotStartedException, InterruptedException {
        Thread hook = new Thread(() -> end(ports), "end-of-program");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = start().waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endedBySignal) {
            // the exit code is that of the signal then, whatever is returned here
        }
        return exitCode;
    }

    /** Never starts what nobody would end. */
    private synchronized Process start() throws NotStartedException, InterruptedException {
        while (ending) {
            wait();
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        variables.forEach((name, port) -> builder.environment().put(name, port.toString()));
        mark.put(builder.environment());
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
            new Ending(started.toHandle(), mark).end();
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

    /** A program could not be started. */
    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int exitCode;

        NotStartedException(String program, int exitCode, IOException cause) {
            super(cause);
            this.reason = program
                    + (exitCode == NOT_FOUND
                            ? ": there is no such program"
                            : ": cannot be run; is it a program, and executable?");
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
