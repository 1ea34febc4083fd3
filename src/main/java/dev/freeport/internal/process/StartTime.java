package dev.freeport.internal.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a process has started. On Linux the JDK counts from the boot time in {@code /proc/stat}, which has whole seconds, so that
 * what it says is up to a second early. This adds the rest of that second.
 */
public final class StartTime {
    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private StartTime() {}

    public static Optional<Instant> of(ProcessHandle process) {
        return of(process.info());
    }

    /** Of what was read of a process: each reading takes its user, program and command line, too. */
    static Optional<Instant> of(ProcessHandle.Info info) {
        return info.startInstant().map(Rest.OF_BOOT_SECOND::addTo);
    }

    /** Returns how much later the system was booted than the JDK thinks; zero if that cannot be known. */
    static Duration restOfBootSecond(Path proc, Instant startOfThisJvm) {
        try {
            long ticks = ProcStat.read(proc, "self").startTicks();
            Instant boot = startOfThisJvm.minusNanos(ticks * NANOS_PER_TICK);
            String uptime = ProcFile.read(proc.resolve("uptime"));
            double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
            Duration rest = Duration.between(boot, Instant.now().minusNanos((long) (seconds * NANOS_PER_SECOND)));
            // a clock that was set since, or the uptime of a container
            return rest.isNegative() || rest.toNanos() >= NANOS_PER_SECOND ? Duration.ZERO : rest;
        } catch (IOException | RuntimeException unknown) {
            return Duration.ZERO;
        }
    }

    /** Read when the first process is described. */
    private record Rest(Duration duration) {
        static final Rest OF_BOOT_SECOND = new Rest(ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> restOfBootSecond(PROC, start))
                .orElse(Duration.ZERO));

        Instant addTo(Instant start) {
            return start.plus(duration);
        }
    }
}
