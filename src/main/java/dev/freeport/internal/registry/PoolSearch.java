package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A search for ports in a pool: first those that were not used a moment ago, then the coolest of the others, then those that
 * another request was just trying. One for each request.
 */
public final class PoolSearch {
    private static final int JUMPS = 8;
    private static final int FEW = 64;
    private static final int LATE_ROUNDS = 10;
    private static final int ROUNDS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PortRegistry registry;
    private final PortPool pool;
    private final ReservationOptions options;
    private RefusalCounts counts = new RefusalCounts();

    public PoolSearch(PortRegistry registry, PortPool pool, ReservationOptions options) {
        this.registry = registry;
        this.pool = pool;
        this.options = options.where(pool.insideDynamicRange());
    }

    /**
     * Reserves a port. Goes on behind the port that was reserved last, and if that is taken, anywhere: else two JVMs
     * that meet would go on side by side, and one that meets a long row of reserved ports would try each.
     */
    public Reservation one() throws PoolExhaustedException {
        try {
            int from = registry.positions().from(pool);
            Reservation reservation = null;
            for (int i = 0; i < JUMPS && pool.size() > FEW && reservation == null; i++) {
                int start =
                        i == 0 ? from : pool.port(ThreadLocalRandom.current().nextInt(pool.size()));
                reservation = registry.attempt(pool.next(start), options, false, pool.insideDynamicRange(), counts);
            }
            if (reservation == null) {
                reservation = oneOfAll();
            }
            if (reservation != null) {
                registry.positions().reserved(pool, reservation.port());
                return reservation;
            }
            reservation = oneOf(counts.coolestFirst());
            if (reservation == null) {
                reservation = oneLater();
            }
            if (reservation != null) {
                return reservation;
            }
        } catch (NoSocketException e) {
            throw new PoolExhaustedException(pool, e);
        }
        throw new PoolExhaustedException(pool, counts, registry.holders(options.protocols()), "");
    }

    /** Waits a little for ports that another request was just trying, or of which a child process has a socket. */
    private @Nullable Reservation oneLater() throws NoSocketException {
        WaitRecord wait = new WaitRecord(WaitRecord.ANY, options);
        Reservation reservation = null;
        try {
            for (int round = 1; round <= LATE_ROUNDS && reservation == null; round++) {
                List<Integer> changeable = counts.changeable();
                if (changeable.isEmpty()) {
                    break;
                }
                wait.begin();
                LockSupport.parkNanos(round * PAUSE_NANOS);
                reservation = oneOf(changeable);
            }
            return reservation;
        } finally {
            wait.end(reservation);
        }
    }

    private @Nullable Reservation oneOfAll() throws NoSocketException {
        int from = registry.positions().from(pool);
        for (int i = 0; i < pool.size(); i++) {
            int port = pool.next(from);
            Reservation reservation = registry.attempt(port, options, false, pool.insideDynamicRange(), counts);
            if (reservation != null) {
                return reservation;
            }
            from = port + 1;
        }
        return null;
    }

    private @Nullable Reservation oneOf(List<Integer> ports) throws NoSocketException {
        for (int port : ports) {
            Reservation reservation = registry.attempt(port, options, true, pool.insideDynamicRange(), counts);
            if (reservation != null) {
                return reservation;
            }
        }
        return null;
    }

    /** Reserves several ports, one after the other. Requests that each get a part begin again, at different times. */
    public List<Reservation> several(int count) throws PoolExhaustedException {
        if (pool.size() < count) {
            throw new PoolExhaustedException(pool, count + " ports are requested");
        }
        for (int round = 1; ; round++) {
            List<Reservation> reservations = new ArrayList<>();
            boolean complete = false;
            try {
                while (reservations.size() < count) {
                    counts = new RefusalCounts();
                    reservations.add(one());
                }
                complete = true;
                return reservations;
            } catch (PoolExhaustedException e) {
                if (round == ROUNDS) {
                    throw reservations.isEmpty() || e.getCause() != null ? e : tooFew(count, reservations);
                }
            } finally {
                if (!complete) {
                    abandon(reservations);
                }
            }
            pause(round);
        }
    }

    /** Says what others hold; what this request itself held is released. */
    private PoolExhaustedException tooFew(int count, List<Reservation> own) {
        SortedMap<Integer, PortHolder> others = registry.holders(options.protocols());
        for (Reservation reservation : own) {
            counts.forget(reservation.port());
            others.remove(reservation.port());
        }
        return new PoolExhaustedException(
                pool,
                counts,
                others,
                "only " + own.size() + " of the " + count + " requested ports " + (own.size() == 1 ? "is" : "are")
                        + " free");
    }

    public List<Reservation> contiguous(int count) throws PoolExhaustedException {
        int most = pool.mostContiguous();
        if (most < count) {
            throw new PoolExhaustedException(
                    pool, count + " contiguous ports are requested, but it has " + most + " at most");
        }
        for (int round = 1; round <= ROUNDS; round++) {
            counts = new RefusalCounts();
            try {
                List<Reservation> ports = contiguous(count, round > 1);
                if (!ports.isEmpty()) {
                    registry.positions().reserved(pool, ports.get(count - 1).port());
                    return ports;
                }
            } catch (NoSocketException e) {
                throw new PoolExhaustedException(pool, e);
            }
            if (round > 1) {
                pause(round);
            }
        }
        askTheRest();
        throw new PoolExhaustedException(
                pool,
                counts,
                registry.holders(options.protocols()),
                count == 1 ? "" : "no " + count + " contiguous ports are free");
    }

    /** Tries the ports that no contiguous ports could begin with or contain, so that all are counted. */
    private void askTheRest() throws PoolExhaustedException {
        try {
            int port = 0;
            for (int i = 0; i < pool.size(); i++) {
                port = pool.next(port);
                Reservation alone = counts.knows(port)
                        ? null
                        : registry.attempt(port, options, true, pool.insideDynamicRange(), counts);
                if (alone != null) {
                    alone.abandon();
                }
                port++;
            }
        } catch (NoSocketException e) {
            throw new PoolExhaustedException(pool, e);
        }
    }

    private List<Reservation> contiguous(int count, boolean relaxed) throws NoSocketException {
        int from = registry.positions().from(pool);
        for (int i = 0; i < pool.size(); i++) {
            int start = pool.next(from);
            if (pool.containsAll(start, count)) {
                List<Reservation> ports = contiguousAt(start, count, relaxed);
                if (ports.size() == count) {
                    return ports;
                }
                abandon(ports);
                i += ports.size();
                from = start + ports.size() + 1;
            } else {
                from = start + 1;
            }
        }
        return List.of();
    }

    private List<Reservation> contiguousAt(int start, int count, boolean relaxed) throws NoSocketException {
        List<Reservation> ports = new ArrayList<>();
        boolean complete = false;
        try {
            for (int port = start; port < start + count; port++) {
                Reservation reservation = registry.attempt(port, options, relaxed, pool.insideDynamicRange(), counts);
                if (reservation == null) {
                    break;
                }
                ports.add(reservation);
            }
            complete = true;
            return ports;
        } finally {
            if (!complete) {
                abandon(ports);
            }
        }
    }

    private static void abandon(List<Reservation> reservations) {
        for (Reservation reservation : reservations) {
            reservation.abandon();
        }
    }

    private static void pause(int round) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(round * 5 * PAUSE_NANOS));
    }
}
