package dev.freeport.spring;

import dev.freeport.PortLeakException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * What still listened when an application context had ended. Spring swallows what the end of a context throws, so it is
 * thrown by the next test or class that ends; and it is printed, because after the last test nothing can fail any more.
 */
final class PortLeaks {
    private static final Queue<PortLeakException> PENDING = new ArrayDeque<>();

    private PortLeaks() {}

    static void add(List<PortLeakException> leaks) {
        for (PortLeakException leak : leaks) {
            System.err.println(leak.getMessage());
            synchronized (PENDING) {
                PENDING.add(leak);
            }
        }
    }

    /** Throws what no test has failed for yet. */
    static void throwPending() {
        synchronized (PENDING) {
            PortLeakException first = PENDING.poll();
            if (first != null) {
                PENDING.forEach(first::addSuppressed);
                PENDING.clear();
                throw first;
            }
        }
    }
}
