package dev.freeport.internal.process;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When to stop. What is not done by then is left out, with a note. */
public final class Deadline {
    private static final Duration DEFAULT = Duration.ofSeconds(1);

    private final Duration limit;
    private final LongSupplier nanos;
    private final long end;

    private Deadline(Duration limit, LongSupplier nanos, long end) {
        this.limit = limit;
        this.nanos = nanos;
        this.end = end;
    }

    /** Returns the end of one second from now. */
    public static Deadline byDefault() {
        return in(DEFAULT);
    }

    /** Returns the end of a time that begins now. */
    public static Deadline in(Duration limit) {
        return in(limit, System::nanoTime);
    }

    /** Takes a clock such as {@link System#nanoTime}. */
    public static Deadline in(Duration limit, LongSupplier nanos) {
        return new Deadline(limit, nanos, nanos.getAsLong() + limit.toNanos());
    }

    public boolean isOver() {
        return nanosLeft() <= 0;
    }

    /** Returns the time left, negative if it is over. */
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

    /** Returns the whole time: {@code 1 s}, {@code 250 ms}. */
    @Override
    public String toString() {
        long millis = limit.toMillis();
        return millis >= 1000 && millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
