package dev.freeport.samples.proof.taken;

import dev.freeport.samples.proof.processes.Spawning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program that a test starts and of which it knows no more than its exit code and its log. */
final class ChildProgram implements AutoCloseable {
    private static final long SECONDS_TO_START = 30;
    private static final long MILLIS_BETWEEN_LOOKS = 10;

    /** Of Redis and of PostgreSQL. */
    private static final Pattern READY = Pattern.compile("[Rr]eady to accept connections");

    private final Process process;
    private final Path log;

    private ChildProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ChildProgram start(List<String> command) throws IOException {
        Path directory = TakenPortRun.scratch();
        Path log = directory.resolve("program.log");
        return new ChildProgram(
                Spawning.start(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())),
                log);
    }

    /** Returns when the program says that it is ready. */
    ChildProgram awaitReady() throws IOException, InterruptedException, ProgramEndedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (System.nanoTime() < end) {
            if (process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                throw new ProgramEndedException(process.exitValue(), log());
            }
            if (READY.matcher(log()).find()) {
                return this;
            }
        }
        close();
        throw new IOException("The program neither was ready nor ended within " + SECONDS_TO_START + " s:\n" + log());
    }

    private String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
    }

    /** All that is known of the end of a program. */
    static final class ProgramEndedException extends Exception {
        private static final long serialVersionUID = 1L;

        ProgramEndedException(int exitCode, String log) {
            super("The program ended with exit code " + exitCode + " and this log:" + System.lineSeparator() + log);
        }
    }
}
