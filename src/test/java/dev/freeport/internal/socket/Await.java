package dev.freeport.internal.socket;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls with a deadline. */
final class Await {
    private static final long NANOS = 20_000_000_000L;

    private Await() {}

    /** Returns the first value that will do; the last one seen if none comes in time, for an assertion to show. */
    static <T> T until(Supplier<T> values, Predicate<T> enough) {
        long deadline = System.nanoTime() + NANOS;
        T value = values.get();
        while (!enough.test(value) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            value = values.get();
        }
        return value;
    }
}
