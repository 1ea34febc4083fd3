package dev.freeport.internal.process;

import dev.freeport.internal.os.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One process of this boot of this host. The pid, in the pid namespace of {@code /proc}, is not enough: the system uses
 * pids again. {@code startTicks} are on Linux the clock ticks since boot of field 22 in {@code /proc/<pid>/stat},
 * elsewhere hundredths of a second since the epoch, of which the lowest 36 bits; 0 if unknown.
 */
public record ProcessIdentity(long pid, long startTicks) {
    /** As many bits as the ledger has for it: they begin anew after 21 years. */
    private static final long START = (1L << 36) - 1;

    /** Elsewhere {@code /proc} is something else, if it is there at all. */
    private static final boolean LINUX = OperatingSystem.LINUX.isCurrent();

    private static final Path PROC = Path.of("/proc");

    public static ProcessIdentity current() {
        return Current.IDENTITY;
    }

    /** Returns the name of a process in texts: {@code pid 4711}, or {@code this JVM (pid 4711)}. */
    public static String label(long pid) {
        return pid == current().pid() ? "this JVM (pid " + pid + ")" : "pid " + pid;
    }

    public static Optional<ProcessIdentity> ofRunning(long pid) {
        if (LINUX) {
            try {
                return Optional.of(new ProcessIdentity(
                        pid, ProcStat.read(PROC, Long.toString(pid)).startTicks()));
            } catch (IOException withoutProc) {
                return ofHandle(pid);
            }
        }
        return ofHandle(pid);
    }

    private static Optional<ProcessIdentity> ofHandle(long pid) {
        return ProcessHandle.of(pid)
                .map(process ->
                        new ProcessIdentity(pid, hundredths(process.info().startInstant())));
    }

    /** Returns {@link #mayBeRunning()} for many processes, most of which have ended: these cost next to nothing. */
    public static Predicate<ProcessIdentity> running() {
        String[] names = LINUX ? PROC.toFile().list() : null;
        if (names == null) {
            return ProcessIdentity::mayBeRunning;
        }
        Set<String> listed = Set.of(names);
        return process -> listed.contains(Long.toString(process.pid())) && process.mayBeRunning();
    }

    /** {@code false} only if no process has this pid, or another one; an unreadable {@code /proc} is no proof. */
    public boolean mayBeRunning() {
        return LINUX ? mayBeRunning(PROC) : handleMayBeRunning();
    }

    boolean mayBeRunning(Path proc) {
        if (!Files.exists(proc.resolve("self/stat"))) {
            return handleMayBeRunning();
        }
        try {
            ProcStat stat = ProcStat.read(proc, Long.toString(pid));
            return !stat.ended() && (startTicks == 0 || stat.startTicks() == startTicks);
        } catch (IOException unreadable) {
            return Files.exists(proc.resolve(Long.toString(pid)));
        }
    }

    private boolean handleMayBeRunning() {
        return ProcessHandle.of(pid)
                .map(process -> startTicks == 0
                        || hundredths(process.info().startInstant()) == 0
                        || hundredths(process.info().startInstant()) == startTicks)
                .orElse(false);
    }

    private static long hundredths(Optional<Instant> start) {
        return start.map(instant -> instant.toEpochMilli() / 10 & START).orElse(0L);
    }

    private static final class Current {
        static final ProcessIdentity IDENTITY = find();

        private static ProcessIdentity find() {
            if (LINUX) {
                try {
                    ProcStat stat = ProcStat.read(PROC, "self");
                    return new ProcessIdentity(stat.pid(), stat.startTicks());
                } catch (IOException withoutProc) {
                    return ofHandle();
                }
            }
            return ofHandle();
        }

        private static ProcessIdentity ofHandle() {
            ProcessHandle self = ProcessHandle.current();
            return new ProcessIdentity(self.pid(), hundredths(self.info().startInstant()));
        }
    }
}
