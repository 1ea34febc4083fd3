package dev.freeport.samples.forks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * What two forks do, in the order in which they do it. Not needed by tests that are no samples: by it these prove that
 * they ran at the same time, and that no port was given to both. Outside of Maven it does nothing.
 */
public final class ForkLog {
    private static final long SECONDS_AT_MOST = 60;
    private static final long NANOS_BETWEEN_LOOKS = 2_000_000;
    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    private final Optional<Path> file;

    private ForkLog(Optional<Path> file) {
        this.file = file;
    }

    /** Returns the log of a name, in the folder that Maven has given to this build. */
    public static ForkLog named(String name) {
        return new ForkLog(Optional.ofNullable(System.getProperty("samples.forks"))
                .map(folder -> Path.of(folder).resolve(name + ".log")));
    }

    /** Adds a line with the pid of this fork, an event and a port. */
    public void add(String event, int port) throws IOException {
        if (file.isPresent()) {
            Files.createDirectories(file.get().getParent());
            Files.writeString(
                    file.get(),
                    SELF + " " + event + " " + port + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** Returns when the other fork has said as often as this one what happened. */
    public void awaitOther(String event) throws IOException {
        if (file.isPresent()) {
            long own = count(lines(), ForkLog::isOwn, event);
            await(lines -> count(lines, line -> !isOwn(line), event) >= own, event + ", each fork " + own + " times");
        }
    }

    /** Returns all lines as soon as both forks together have said something so many times. */
    public List<String> await(String event, int times) throws IOException {
        return await(lines -> count(lines, line -> true, event) >= times, event + ", " + times + " times");
    }

    private List<String> await(Predicate<List<String>> done, String what) throws IOException {
        if (file.isEmpty()) {
            return List.of();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_AT_MOST);
        while (!done.test(lines())) {
            if (System.nanoTime() > end) {
                throw new IOException(
                        "Not said within " + SECONDS_AT_MOST + " s by two forks: " + what + "; but " + lines());
            }
            LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
        }
        return lines();
    }

    private static long count(List<String> lines, Predicate<String> whose, String event) {
        return lines.stream()
                .filter(whose)
                .filter(line -> line.split(" ")[1].equals(event))
                .count();
    }

    private static boolean isOwn(String line) {
        return line.startsWith(SELF + " ");
    }

    private List<String> lines() throws IOException {
        Path log = file.orElseThrow();
        return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
    }
}
