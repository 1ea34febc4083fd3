package dev.freeport.internal.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Until when something may take. What is not done by then is left, and said.
 *
 * @since 0.1.0
 */
public final class Deadline {
    private static final Duration USUAL = Duration.ofSeconds(1);

    private final Duration limit;
    private final LongSupplier nanos;
    private final long end;

    private Deadline(Duration limit, LongSupplier nanos, long end) {
        this.limit = limit;
        this.nanos = nanos;
        this.end = end;
    }

    /**
     * Returns the deadline of those who say nothing of it.
     *
     * @return the end of one second from now
     */
    public static Deadline usual() {
        return in(USUAL);
    }

    /**
     * Returns the end of a time that begins now.
     *
     * @param limit how long it is
     * @return the deadline
     */
    public static Deadline in(Duration limit) {
        return in(limit, System::nanoTime);
    }

    /** Takes a clock as {@link System#nanoTime} is one. */
    public static Deadline in(Duration limit, LongSupplier nanos) {
        return new Deadline(limit, nanos, nanos.getAsLong() + limit.toNanos());
    }

    /**
     * Tells whether the time is over.
     *
     * @return whether it is
     */
    public boolean isOver() {
        return nanosLeft() <= 0;
    }

    public long nanosLeft() {
        return end - nanos.getAsLong();
    }

    /** Returns an earlier deadline, which leaves a tenth of the time to what follows. */
    public Deadline earlier() {
        return new Deadline(limit, nanos, end - limit.toNanos() / 10);
    }

    /** Returns the end of the first tenth. */
    public Deadline first() {
        return new Deadline(limit, nanos, end - limit.toNanos() / 10 * 9);
    }

    /** Returns how long the whole time is: {@code 1 s}, {@code 250 ms}. */
    @Override
    public String toString() {
        long millis = limit.toMillis();
        return millis >= 1000 && millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
