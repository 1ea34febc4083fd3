package dev.freeport.internal.process;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a piece of work advances: by a clock, by the CPU time of this JVM, and by its steps. Several threads may do it. */
final class Pace {
    /** Shorter work need not know the CPU time, which takes system calls. */
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(30);

    /** What counts as idle between two looks at the clock: after a longer time this JVM itself stood still. */
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    /** Systems count CPU time in hundredths of a second. */
    private static final long CPU_TICK = TimeUnit.MILLISECONDS.toNanos(10);

    private final LongSupplier clock;
    private final Supplier<OptionalLong> cpuTime;
    private long start;
    private long lastLook;
    private long idle;
    private @Nullable CpuUse cpuUse;

    /** Takes the clock and the CPU time of this JVM, in nanoseconds. */
    Pace(LongSupplier clock, Supplier<OptionalLong> cpuTime) {
        this.clock = clock;
        this.cpuTime = cpuTime;
        this.start = clock.getAsLong();
        this.lastLook = start;
    }

    /** Returns the CPU time that this JVM has used, if the system shows it. */
    static OptionalLong ofThisJvm() {
        Optional<Duration> used = ProcessHandle.current().info().totalCpuDuration();
        return used.isPresent() ? OptionalLong.of(used.get().toNanos()) : OptionalLong.empty();
    }

    /** Returns the clock, for {@link #exemptSince}. */
    long now() {
        return clock.getAsLong();
    }

    /** Returns the time since the start, and notes how long the work has not advanced. */
    synchronized long elapsed() {
        long now = clock.getAsLong();
        idle += Math.max(0, Math.min(now - lastLook, LONGEST_PAUSE));
        lastLook = now;
        if (cpuUse == null && now - start > SHORT) {
            cpuUse = new CpuUse(now);
        }
        return now - start;
    }

    /** Returns how long the work had not advanced at the last look at the clock. */
    synchronized long idle() {
        return idle;
    }

    /** Notes that the work has advanced. */
    synchronized void step() {
        idle = 0;
    }

    /** Returns the CPU time since the start; all of the time where the system does not show it. */
    synchronized long cpuUsed() {
        return cpuUse == null ? lastLook - start : cpuUse.at(lastLook);
    }

    /** Leaves out the time since an earlier look at the clock. */
    synchronized void exemptSince(long earlier) {
        long now = clock.getAsLong();
        start += now - earlier;
        lastLook = now;
        cpuUse = null;
    }

    /** The CPU time since the start; the time before it was first asked for counts whole. */
    private final class CpuUse {
        private final long before;
        private final OptionalLong first;
        private long last;
        private long lastAsked;

        CpuUse(long now) {
            this.before = now - start;
            this.first = cpuTime.get();
            this.last = first.orElse(0);
            this.lastAsked = now;
        }

        long at(long now) {
            if (first.isEmpty()) {
                return now - start;
            }
            if (now - lastAsked >= CPU_TICK) {
                last = cpuTime.get().orElse(Long.MAX_VALUE);
                lastAsked = now;
            }
            return before + last - first.getAsLong();
        }
    }
}
