package dev.freeport.samples.programs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that a test starts and of which it knows no more than its exit code and its log. */
public final class ChildProgram implements AutoCloseable {
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

    /** Returns where a program is installed, looking into the search path first. */
    public static Optional<Path> installed(String program, Path... moreDirectories) {
        Stream<Path> searchPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(searchPath, Stream.of(moreDirectories))
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a program, with its log in the directory in which it works. */
    public static ChildProgram start(Path directory, List<String> command) throws IOException {
        Path log = directory.resolve("program.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ChildProgram(process, log);
    }

    /** Returns when the program says that it is ready. */
    public ChildProgram awaitReady() throws IOException, InterruptedException {
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
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
