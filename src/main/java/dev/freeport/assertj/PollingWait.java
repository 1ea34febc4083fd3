package dev.freeport.assertj;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits without a thread of its own: checks, pauses and checks again. */
final class PollingWait {
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);
    private static final long PAUSE_NANOS = 5_000_000;

    private PollingWait() {}

    /**
     * Waits for a condition, which it checks at least once, even in an interrupted thread, and once more after the
     * timeout; returns whether it came true before the timeout, and before the thread was interrupted, which it stays.
     */
    static boolean within(Duration timeout, BooleanSupplier condition) {
        if (timeout.isNegative() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout (" + timeout + ") must be between 0 and 24 hours");
        }
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long left = timeout.toNanos() - (System.nanoTime() - start);
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
        }
        return true;
    }
}
