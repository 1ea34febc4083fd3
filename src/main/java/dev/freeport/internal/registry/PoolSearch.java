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
 * A search for ports in a pool: first those that nobody had a moment ago, then the coolest of the others, then those at
 * which somebody else was just looking. One for each request.
 */
final class PoolSearch {
    private static final int JUMPS = 8;
    private static final int FEW = 64;
    private static final int PATIENT_ROUNDS = 10;
    private static final int BLOCK_ROUNDS = 5;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PortRegistry registry;
    private final PortPool pool;
    private final ReservationOptions options;
    private final Attempt first;
    private final Attempt relaxed;
    private RefusalCounts counts = new RefusalCounts();

    PoolSearch(PortRegistry registry, PortPool pool, ReservationOptions options) {
        this.registry = registry;
        this.pool = pool;
        this.options = options;
        this.first = new Attempt(false, pool.insideDynamicRange());
        this.relaxed = new Attempt(true, pool.insideDynamicRange());
    }

    Reservation one() throws PoolExhaustedException {
        try {
            Reservation reservation = oneAnywhere();
            if (reservation == null) {
                reservation = oneOfAll();
            }
            if (reservation != null) {
                registry.cursors().gave(pool, reservation.port());
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

    /** Waits a little for ports at which somebody else was just looking. */
    private @Nullable Reservation oneLater() throws NoSocketException {
        WaitRecord wait = new WaitRecord(WaitRecord.ANY, options);
        Reservation reservation = null;
        try {
            for (int round = 1; round <= PATIENT_ROUNDS && reservation == null; round++) {
                List<Integer> changeable = counts.changeable(round == 1);
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

    /**
     * Goes on behind the port that was given last, and if that is taken, anywhere: else two JVMs that meet would go on
     * side by side, and whoever meets a long row of reserved ports would ask for each.
     */
    private @Nullable Reservation oneAnywhere() throws NoSocketException {
        int from = registry.cursors().from(pool);
        for (int i = 0; i < JUMPS && pool.size() > FEW; i++) {
            Reservation reservation = registry.attempt(pool.next(from), options, first, counts);
            if (reservation != null) {
                return reservation;
            }
            from = pool.port(ThreadLocalRandom.current().nextInt(pool.size()));
        }
        return null;
    }

    private @Nullable Reservation oneOfAll() throws NoSocketException {
        int from = registry.cursors().from(pool);
        for (int i = 0; i < pool.size(); i++) {
            int port = pool.next(from);
            Reservation reservation = registry.attempt(port, options, first, counts);
            if (reservation != null) {
                return reservation;
            }
            from = port + 1;
        }
        return null;
    }

    private @Nullable Reservation oneOf(List<Integer> ports) throws NoSocketException {
        for (int port : ports) {
            Reservation reservation = registry.attempt(port, options, relaxed, counts);
            if (reservation != null) {
                return reservation;
            }
        }
        return null;
    }

    /** Takes one after the other. Two that ask at once and each get a part begin again, at different times. */
    List<Reservation> several(int count) throws PoolExhaustedException {
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
                if (round == BLOCK_ROUNDS || pool.size() < count) {
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

    /** Says what others have; what this request itself had until now is given back. */
    private PoolExhaustedException tooFew(int count, List<Reservation> had) {
        SortedMap<Integer, PortHolder> others = registry.holders(options.protocols());
        for (Reservation reservation : had) {
            counts.forget(reservation.port());
            others.remove(reservation.port());
        }
        return new PoolExhaustedException(
                pool,
                counts,
                others,
                "only " + had.size() + " of the " + count + " that are wanted " + (had.size() == 1 ? "is" : "are")
                        + " free");
    }

    /** Takes ports that follow each other. */
    List<Reservation> block(int count) throws PoolExhaustedException {
        for (int round = 1; round <= BLOCK_ROUNDS; round++) {
            counts = new RefusalCounts();
            try {
                List<Reservation> block = block(count, round == 1 ? first : relaxed);
                if (!block.isEmpty()) {
                    registry.cursors().gave(pool, block.get(count - 1).port());
                    return block;
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
                count == 1 ? "" : "no " + count + " in a row are free");
    }

    /** Asks for the ports that no block could begin with or contain, so that all are counted. */
    private void askTheRest() throws PoolExhaustedException {
        try {
            int port = 0;
            for (int i = 0; i < pool.size(); i++) {
                port = pool.next(port);
                Reservation alone = counts.knows(port) ? null : registry.attempt(port, options, relaxed, counts);
                if (alone != null) {
                    alone.abandon();
                }
                port++;
            }
        } catch (NoSocketException e) {
            throw new PoolExhaustedException(pool, e);
        }
    }

    private List<Reservation> block(int count, Attempt how) throws NoSocketException {
        int from = registry.cursors().from(pool);
        for (int i = 0; i < pool.size(); i++) {
            int start = pool.next(from);
            if (pool.containsAll(start, count)) {
                List<Reservation> block = blockAt(start, count, how);
                if (block.size() == count) {
                    return block;
                }
                abandon(block);
                i += block.size();
                from = start + block.size() + 1;
            } else {
                from = start + 1;
            }
        }
        return List.of();
    }

    private List<Reservation> blockAt(int start, int count, Attempt how) throws NoSocketException {
        List<Reservation> block = new ArrayList<>();
        try {
            for (int port = start; port < start + count; port++) {
                Reservation reservation = registry.attempt(port, options, how, counts);
                if (reservation == null) {
                    break;
                }
                block.add(reservation);
            }
        } catch (NoSocketException e) {
            abandon(block);
            throw e;
        }
        return block;
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
