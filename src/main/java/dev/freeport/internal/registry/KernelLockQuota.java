package dev.freeport.internal.registry;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many ports this JVM locks in the kernel at one time: a part of the descriptors that it may open, because its servers and
 * clients need the others. Safe for use by several threads.
 */
final class KernelLockQuota {
    /** Below it the limit need not be known, which takes a fresh JVM a while. */
    private static final int FEW = 16;

    private static final int PART = 4;

    private final SocketCalls calls;
    private final AtomicInteger held = new AtomicInteger();
    private volatile int limit;

    KernelLockQuota(SocketCalls calls) {
        this.calls = calls;
    }

    boolean isUsedUp() {
        return held.get() >= FEW && held.get() >= limit() / PART;
    }

    /** Returns how many files this JVM may open. */
    int limit() {
        if (limit == 0) {
            limit = calls.descriptorLimit();
        }
        return limit;
    }

    void add() {
        held.incrementAndGet();
    }

    void remove() {
        held.decrementAndGet();
    }
}
