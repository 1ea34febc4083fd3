package dev.freeport.registry;

import dev.freeport.registry.PortRefusedException.Reason;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for one given port while others have it reserved. One for each request. */
final class Turn {
    /** A server that is just being stopped, or a look of somebody, is over by then. */
    private static final long FOREIGN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private static final Attempt EXACTLY = new Attempt(true, false);

    private final PortRegistry registry;
    private final int port;
    private final Terms terms;

    Turn(PortRegistry registry, int port, Terms terms) {
        this.registry = registry;
        this.port = port;
        this.terms = terms;
    }

    Reservation await(Duration patience) throws PortRefusedException {
        Wait wait = new Wait(port, terms);
        Reservation reservation = null;
        try {
            reservation = await(patience, wait);
            return reservation;
        } finally {
            wait.end(reservation);
        }
    }

    private Reservation await(Duration patience, Wait wait) throws PortRefusedException {
        long start = System.nanoTime();
        long bound = 0;
        long pause = SHORTEST_PAUSE;
        while (true) {
            Tally tally = new Tally();
            Reservation reservation = attempt(tally);
            if (reservation != null) {
                return reservation;
            }
            if (!tally.ports(Refusal.DENIED).isEmpty()) {
                throw refused(Reason.DENIED, null);
            }
            long now = System.nanoTime();
            boolean isBound = !tally.ports(Refusal.BOUND).isEmpty();
            bound = isBound ? (bound == 0 ? now : bound) : 0;
            if (isBound && now - bound >= FOREIGN_NANOS && registry.isOwnedByProcess(terms.protocols(), port)) {
                throw refused(Reason.TAKEN, null);
            }
            if (now - start >= patience.toNanos()) {
                throw refused(Reason.TIMED_OUT, null);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw refused(Reason.INTERRUPTED, null);
            }
            wait.begin();
            LockSupport.parkNanos(Math.min(pause, patience.toNanos() - (now - start)));
            pause = Math.min(LONGEST_PAUSE, pause + ThreadLocalRandom.current().nextLong(pause));
        }
    }

    private @Nullable Reservation attempt(Tally tally) throws PortRefusedException {
        try {
            return registry.attempt(port, terms, EXACTLY, tally);
        } catch (NoSocketException e) {
            throw refused(Reason.NO_SOCKET, e);
        }
    }

    private PortRefusedException refused(Reason reason, @Nullable Throwable cause) {
        return new PortRefusedException(port, reason, registry.holder(terms.protocols(), port), cause);
    }
}
