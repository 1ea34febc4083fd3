package dev.freeport.internal.process;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * When to stop. What is not done by then is left out, with a note. The time is that of the clock, unless this JVM gets little
 * CPU time, because it is throttled or runs beside many busy processes: then work that advances may go on until it has used
 * that much CPU time, or has taken {@value #MOST_TIMES} times as long, but no longer than a minute.
 */
public final class Deadline {
    private static final Duration DEFAULT = Duration.ofSeconds(5);
    private static final int MOST_TIMES = 10;
    /** A throttled JVM may do nothing for as long without being stuck. */
    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Duration limit;
    private final long counted;
    private final Pace pace;

    private Deadline(Duration limit, long counted, Pace pace) {
        this.limit = limit;
        this.counted = counted;
        this.pace = pace;
    }

    /** Returns the end of five seconds from now. */
    public static Deadline byDefault() {
        return in(DEFAULT);
    }

    /** Returns the end of a time that begins now. */
    public static Deadline in(Duration limit) {
        return in(limit, System::nanoTime, Pace::ofThisJvm);
    }

    /** Takes a clock such as {@link System#nanoTime}, which alone counts. */
    public static Deadline byClock(Duration limit, LongSupplier nanos) {
        return in(limit, nanos, OptionalLong::empty);
    }

    /** Takes a clock and the CPU time of this JVM, in nanoseconds. */
    static Deadline in(Duration limit, LongSupplier nanos, Supplier<OptionalLong> cpuNanos) {
        return new Deadline(limit, limit.toNanos(), new Pace(nanos, cpuNanos));
    }

    public boolean isOver() {
        return nanosLeft() <= 0;
    }

    /** Returns the time left, 0 if it is over. */
    public long nanosLeft() {
        long elapsed = pace.elapsed();
        if (elapsed < counted) {
            return counted - elapsed;
        }
        return elapsed >= longest() || pace.idle() >= Math.max(counted / 2, STUCK)
                ? 0
                : Math.max(0, counted - pace.cpuUsed());
    }

    /** Returns the time left in tenths of a second, for a part of the work that has a deadline of its own. */
    public Duration left() {
        Duration left = Duration.ofMillis(100 * ((nanosLeft() + TENTH - 1) / TENTH));
        return left.compareTo(limit) < 0 ? left : limit;
    }

    private long longest() {
        return Math.max(counted, Math.min(MOST_TIMES * counted, MINUTE));
    }

    /** Notes that the work has advanced, so that it may go on if this JVM gets little CPU time. */
    public void step() {
        pace.step();
    }

    /** Returns when something begins that does not count, for {@link #exemptSince}. */
    public long now() {
        return pace.now();
    }

    /** Leaves out the time since {@link #now()}, such as that of what a JVM does once. */
    public void exemptSince(long earlier) {
        pace.exemptSince(earlier);
    }

    /** Returns an earlier deadline, which leaves a tenth of the time to what follows. */
    public Deadline earlier() {
        return new Deadline(limit, counted - counted / 10, pace);
    }

    /** Returns the end of the first tenth. */
    public Deadline first() {
        return new Deadline(limit, counted / 10, pace);
    }

    /** Returns the whole time: {@code 1 s}, {@code 250 ms}. */
    @Override
    public String toString() {
        long millis = limit.toMillis();
        return millis >= 1000 && millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
