package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.registry.PoolExhaustedException.Tally;
import dev.freeport.stack.PortPool;
import dev.freeport.warning.Warnings;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports so that no other thread, class loader, JVM or build of this user gets them.
 *
 * <p>The order is: claim in this JVM, lock byte, ledger, look whether both files are still the ones others open, guard
 * socket, journal; on any refusal all is undone in reverse. A release goes: guard, ledger (the port cools down), lock,
 * claim. Safe for use by several threads.
 */
public final class PortRegistry {
    private static final Map<Path, PortRegistry> OPEN = new ConcurrentHashMap<>();

    private static final int RENEWALS = 3;

    private final ReadWriteLock filesLock = new ReentrantReadWriteLock();
    private final Map<Integer, Reservation> claims = new ConcurrentHashMap<>();
    private final Set<Guard> guards;
    private final GuardSockets sockets;
    private final Map<PortPool, AtomicInteger> cursors = new ConcurrentHashMap<>();
    private volatile @Nullable RegistryFiles files;

    PortRegistry(@Nullable RegistryFiles files, Set<Guard> guards, GuardSockets sockets) {
        this.files = files;
        this.guards = guards;
        this.sockets = sockets;
    }

    /** Returns where to go on in a pool. Each JVM begins at a random one of its ports, so that two rarely meet. */
    private AtomicInteger cursor(PortPool pool) {
        AtomicInteger cursor = cursors.get(pool);
        if (cursor == null) {
            long random = (System.nanoTime() + ProcessIdentity.current().pid()) * 0x9E3779B97F4A7C15L >>> 33;
            int start = pool.size() == 0 ? 0 : pool.port((int) (random % pool.size()));
            AtomicInteger fresh = new AtomicInteger(start);
            AtomicInteger known = cursors.putIfAbsent(pool, fresh);
            cursor = known == null ? fresh : known;
        }
        return cursor;
    }

    /**
     * Returns the registry of the JVMs that meet in a directory.
     *
     * @param directory the directory; made if it does not exist
     * @return the registry, the same one at each call
     * @throws UnusableDirectoryException if the directory cannot serve
     */
    public static PortRegistry at(Path directory) throws UnusableDirectoryException {
        Path absolute = directory.toAbsolutePath().normalize();
        PortRegistry open = OPEN.get(absolute);
        return open != null ? open : open(absolute, "freeport.directory");
    }

    /**
     * Returns the registry of all JVMs of this user. Where its directory cannot be used, the guard sockets alone hold the
     * ports; a warning says so once.
     *
     * @return the registry, the same one at each call
     * @throws UnusableDirectoryException if the directory cannot serve, and this system has no guard sockets
     */
    public static PortRegistry usual() throws UnusableDirectoryException {
        Path directory = RegistryDirectory.usual();
        PortRegistry open = OPEN.get(directory);
        if (open != null) {
            return open;
        }
        try {
            return open(directory, "the default lock directory");
        } catch (UnusableDirectoryException unusable) {
            if (!GuardSockets.SYSTEM.mayWork()) {
                throw unusable;
            }
            return OPEN.computeIfAbsent(directory, key -> {
                Warnings.say("Ports are held by guard sockets alone: " + unusable.getMessage()
                        + " Or set freeport.directory.");
                return new PortRegistry(null, EnumSet.of(Guard.SOCKET), GuardSockets.SYSTEM);
            });
        }
    }

    private static synchronized PortRegistry open(Path directory, String label) throws UnusableDirectoryException {
        PortRegistry open = OPEN.get(directory);
        if (open == null) {
            open = new PortRegistry(openFiles(directory, label), EnumSet.allOf(Guard.class), GuardSockets.SYSTEM);
            OPEN.put(directory, open);
        }
        return open;
    }

    static RegistryFiles openFiles(Path directory, String label) throws UnusableDirectoryException {
        try {
            return RegistryFiles.open(RegistryDirectory.prepare(directory, label));
        } catch (IOException e) {
            throw new UnusableDirectoryException(label + " (" + directory + ") cannot be used: " + e
                    + ". It must be on a local disk with a megabyte to spare.");
        }
    }

    /**
     * Tells whether guard sockets hold ports on this system, so that ports inside the dynamic range are safe too.
     *
     * @return whether they do; {@code true} as long as it has not been tried
     */
    public boolean hasGuardSockets() {
        return guards.contains(Guard.SOCKET) && sockets.mayWork();
    }

    /**
     * Finds who has reserved a port: this JVM, or another one that meets it in a directory.
     *
     * @param port the port, 1 to 65535
     * @return the holder, if there is one
     */
    public static Optional<PortHolder> findHolder(int port) {
        for (PortRegistry registry : OPEN.values()) {
            Reservation own = registry.claims.get(port);
            if (own != null) {
                return Optional.of(own.holder(ProcessIdentity.current().pid()));
            }
        }
        Set<Path> directories = ConcurrentHashMap.newKeySet();
        directories.add(RegistryDirectory.usual());
        directories.addAll(OPEN.keySet());
        return directories.stream()
                .flatMap(directory -> JournalEntry.findHolder(directory, port).stream())
                .findFirst();
    }

    /**
     * Reserves a port of a pool. Ports that were released a moment ago are given only if there are no others.
     *
     * @param pool the ports to choose from
     * @param terms how to hold the port
     * @return the reservation
     * @throws PoolExhaustedException if no port of the pool can be had
     */
    public Reservation reserve(PortPool pool, Terms terms) throws PoolExhaustedException {
        Tally tally = new Tally();
        AtomicInteger cursor = cursor(pool);
        int from = cursor.get();
        for (int i = 0; i < pool.size(); i++) {
            int port = pool.next(from);
            Reservation reservation = attempt(pool, port, terms, false, tally);
            if (reservation != null) {
                cursor.set(port + 1);
                return reservation;
            }
            from = port + 1;
        }
        for (int port : tally.coolingPorts()) {
            Reservation reservation = attempt(pool, port, terms, true, tally);
            if (reservation != null) {
                return reservation;
            }
        }
        throw new PoolExhaustedException(pool, tally);
    }

    private @Nullable Reservation attempt(PortPool pool, int port, Terms terms, boolean relaxed, Tally tally)
            throws PoolExhaustedException {
        Reservation reservation = new Reservation(this, port, terms);
        if (claims.putIfAbsent(port, reservation) != null) {
            tally.reserved++;
            return null;
        }
        Outcome outcome = Outcome.REFUSED;
        try {
            outcome = take(reservation, pool, relaxed, tally);
            for (int i = 0; outcome == Outcome.FILES_REPLACED && i < RENEWALS; i++) {
                renewFiles();
                outcome = take(reservation, pool, relaxed, tally);
            }
        } finally {
            if (outcome != Outcome.GRANTED) {
                claims.remove(port, reservation);
            }
        }
        return outcome == Outcome.GRANTED ? reservation : null;
    }

    private Outcome take(Reservation reservation, PortPool pool, boolean relaxed, Tally tally)
            throws PoolExhaustedException {
        Outcome outcome = Outcome.REFUSED;
        filesLock.readLock().lock();
        try {
            outcome = takeInFiles(reservation, relaxed, tally);
            if (outcome == Outcome.GRANTED) {
                outcome = takeInKernel(reservation, pool, tally);
            }
            if (outcome == Outcome.GRANTED) {
                reservation.grant();
                write(reservation, JournalEntry.Event.RESERVED);
            }
            return outcome;
        } finally {
            if (outcome != Outcome.GRANTED) {
                reservation.dropGuards(Duration.ZERO);
            }
            filesLock.readLock().unlock();
        }
    }

    private Outcome takeInFiles(Reservation reservation, boolean relaxed, Tally tally) {
        RegistryFiles current = files;
        if (current == null) {
            return Outcome.GRANTED;
        }
        if (guards.contains(Guard.LOCK) && !reservation.lockIn(current.locks())) {
            tally.reserved++;
            return Outcome.REFUSED;
        }
        if (guards.contains(Guard.LEDGER)) {
            switch (reservation.enterInto(current.ledger(), relaxed)) {
                case RESERVED -> {
                    tally.reserved++;
                    return Outcome.REFUSED;
                }
                case COOLING -> {
                    tally.addCooling(reservation.port(), current.ledger().coolingMillis(reservation.port()));
                    return Outcome.REFUSED;
                }
                case GRANTED -> {}
            }
        }
        return current.areCurrent() ? Outcome.GRANTED : Outcome.FILES_REPLACED;
    }

    private Outcome takeInKernel(Reservation reservation, PortPool pool, Tally tally) throws PoolExhaustedException {
        if (!guards.contains(Guard.SOCKET)) {
            return Outcome.GRANTED;
        }
        int port = reservation.port();
        try {
            if (reservation.terms().guarded() && sockets.mayWork()) {
                Socket guard = sockets.bind(port);
                if (guard == null) {
                    tally.bound++;
                    return Outcome.REFUSED;
                }
                reservation.guardWith(guard);
                if (sockets.mayWork()) {
                    return Outcome.GRANTED;
                }
                reservation.dropGuardSocket();
            }
            if (pool.insideDynamicRange()) {
                throw new PoolExhaustedException("the pool has " + pool + ", and guard sockets do not work here", null);
            }
            if (sockets.isBound(port)) {
                tally.bound++;
                return Outcome.REFUSED;
            }
            return Outcome.GRANTED;
        } catch (IOException noSocket) {
            throw new PoolExhaustedException(
                    "no socket can be had to look at port " + port + ": " + noSocket.getMessage(), noSocket);
        }
    }

    /** Opens the files anew if they were deleted or replaced, and holds there what this JVM holds. */
    private void renewFiles() {
        filesLock.writeLock().lock();
        try {
            RegistryFiles old = files;
            if (old == null || old.areCurrent()) {
                return;
            }
            RegistryFiles renewed = openFiles(old.directory(), "freeport.directory");
            int held = 0;
            for (Reservation reservation : claims.values()) {
                if (reservation.isGranted()) {
                    reservation.moveTo(renewed);
                    held++;
                }
            }
            files = renewed;
            Warnings.say("The files in " + old.directory() + " were deleted or replaced while tests ran. They were made"
                    + " anew, and the ports this JVM holds (" + held + ") were locked again.");
        } catch (UnusableDirectoryException unusable) {
            files = null;
            Warnings.say("From now on ports are held by guard sockets alone: " + unusable.getMessage());
        } finally {
            filesLock.writeLock().unlock();
        }
    }

    void release(Reservation reservation) {
        filesLock.readLock().lock();
        try {
            reservation.dropGuards(reservation.terms().coolDown());
            write(reservation, JournalEntry.Event.RELEASED);
        } finally {
            // before the lock: whoever renews the files holds again what is claimed
            claims.remove(reservation.port(), reservation);
            filesLock.readLock().unlock();
        }
    }

    private void write(Reservation reservation, JournalEntry.Event event) {
        RegistryFiles current = files;
        if (current != null) {
            current.journal().write(reservation.entry(event), claims.values());
        }
    }

    private enum Outcome {
        GRANTED,
        REFUSED,
        FILES_REPLACED
    }
}
