package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.PortRefusedException.Reason;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reserves a fixed port, and waits for it while others have it reserved. One for each request. */
public record FixedPortWait(PortRegistry registry, int port, ReservationOptions options) {
    /** A server that is being stopped, or another request that tries the port, has released it by then. */
    private static final long FOREIGN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /**
     * Reserves the port. Fails if others held it until then, or something else than a reservation is in the way. Waits a
     * second longer for a request that tries the port at this moment: nobody could say whose it is.
     */
    public Reservation await(Duration timeout) throws PortRefusedException {
        WaitRecord wait = new WaitRecord(port, options);
        Reservation reservation = null;
        try {
            reservation = await(timeout, wait);
            return reservation;
        } finally {
            wait.end(reservation);
        }
    }

    private Reservation await(Duration timeout, WaitRecord wait) throws PortRefusedException {
        long start = System.nanoTime();
        long bound = 0;
        long pause = SHORTEST_PAUSE;
        while (true) {
            RefusalCounts counts = new RefusalCounts();
            Reservation reservation = attempt(counts);
            if (reservation != null) {
                return reservation;
            }
            if (!counts.ports(Refusal.DENIED).isEmpty()) {
                throw refused(Reason.DENIED, null);
            }
            long now = System.nanoTime();
            boolean isBound = !counts.ports(Refusal.BOUND).isEmpty();
            bound = isBound ? (bound == 0 ? now : bound) : 0;
            if (isBound && now - bound >= FOREIGN_NANOS && registry.isOwnedByProcess(options.protocols(), port)) {
                throw refused(Reason.TAKEN, null);
            }
            long limit = timeout.toNanos() + (counts.isPassing() ? FOREIGN_NANOS : 0);
            if (now - start >= limit) {
                throw refused(Reason.TIMED_OUT, null);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw refused(Reason.INTERRUPTED, null);
            }
            wait.begin();
            LockSupport.parkNanos(Math.min(pause, limit - (now - start)));
            pause = Math.min(LONGEST_PAUSE, pause + ThreadLocalRandom.current().nextLong(pause));
        }
    }

    private @Nullable Reservation attempt(RefusalCounts counts) throws PortRefusedException {
        try {
            return registry.attempt(port, options.where(isAssigned()), true, false, counts);
        } catch (NoSocketException e) {
            throw refused(Reason.NO_SOCKET, e);
        }
    }

    /** Tells whether the OS may assign the port to a client, so that only a guard socket keeps it for a server. */
    private boolean isAssigned() {
        return PortPool.isAssigned(HostStack.current(), Protocol.TCP, port);
    }

    private PortRefusedException refused(Reason reason, @Nullable Throwable cause) {
        return new PortRefusedException(port, reason, registry.holder(options.protocols(), port), cause);
    }
}
