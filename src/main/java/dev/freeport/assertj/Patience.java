package dev.freeport.assertj;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits without a thread of its own: looks, pauses and looks again. */
final class Patience {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long PAUSE_NANOS = 5_000_000;

    private Patience() {}

    /**
     * Waits for something. Looks at least once, also in an interrupted thread, and once more when the time is over.
     *
     * @return whether it came true before the time was over or the thread was interrupted, which it stays
     */
    static boolean within(Duration timeout, BooleanSupplier condition) {
        long nanos = requireTimeout(timeout).toNanos();
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
        }
        return true;
    }

    private static Duration requireTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout (" + timeout + ") must be between 0 and 24 hours");
        }
        return timeout;
    }
}
