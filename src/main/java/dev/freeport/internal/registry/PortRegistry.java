package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports so that no other thread, class loader, JVM or build of this user gets them.
 *
 * <p>The order is: claim in this JVM, lock byte, ledger, look whether both files are still the ones others open, guard
 * socket, journal; on any refusal all is undone in reverse. A release goes: guard, ledger (the port cools down), lock,
 * claim. Safe for use by several threads.
 */
public final class PortRegistry {
    private static final int RENEWALS = 3;

    private final RenewableFiles files;
    private final Map<Integer, Reservation> claims = new ConcurrentHashMap<>();
    private final Set<GuardKind> guards;
    private final GuardSockets sockets;
    private final SocketStep kernel;
    private final SearchPositions cursors = new SearchPositions();
    private volatile boolean saidThatNothingHolds;

    PortRegistry(@Nullable RegistryFiles files, Set<GuardKind> guards, GuardSockets sockets) {
        this.files = new RenewableFiles(files);
        this.guards = guards;
        this.sockets = sockets;
        this.kernel = new SocketStep(sockets);
    }

    /**
     * Tells whether guard sockets hold ports on this system, so that ports inside the dynamic range are safe too.
     *
     * @return whether they do; {@code true} as long as it has not been tried
     */
    public boolean hasGuardSockets() {
        return guards.contains(GuardKind.SOCKET) && sockets.mayWork();
    }

    /**
     * Reserves a port of a pool. Ports that were released a moment ago are given only if there are no others.
     *
     * @param pool the ports to choose from
     * @param terms how to hold the port
     * @return the reservation
     * @throws PoolExhaustedException if no port of the pool can be had
     */
    public Reservation reserve(PortPool pool, ReservationOptions options) throws PoolExhaustedException {
        return new PoolSearch(this, pool, options).one();
    }

    /**
     * Reserves several ports of a pool, or none.
     *
     * @param pool the ports to choose from
     * @param terms how to hold the ports
     * @param count how many
     * @param contiguous whether each must be the one after the other before it
     * @return the reservations; in ascending order if they are contiguous
     * @throws PoolExhaustedException if so many cannot be had
     */
    public List<Reservation> reserve(PortPool pool, ReservationOptions options, int count, boolean contiguous)
            throws PoolExhaustedException {
        PoolSearch search = new PoolSearch(this, pool, options);
        return contiguous ? search.block(count) : search.several(count);
    }

    /**
     * Reserves a given port, and waits for it while others have it reserved.
     *
     * @param port the port, 1 to 65535
     * @param terms how to hold the port
     * @param patience how long to wait
     * @return the reservation
     * @throws PortRefusedException if it was not to be had in time, or something else than a reservation is in the way
     */
    public Reservation reserveFixed(int port, ReservationOptions options, Duration timeout)
            throws PortRefusedException {
        return new FixedPortWait(this, port, options).await(timeout);
    }

    /** Tries to get a port once; {@code null} is entered into the tally. */
    @Nullable
    Reservation attempt(int port, ReservationOptions options, Attempt how, RefusalCounts counts)
            throws NoSocketException {
        Reservation reservation = new Reservation(this, port, options);
        if (!claim(reservation, counts)) {
            return null;
        }
        boolean granted = false;
        try {
            Refusal refusal = take(reservation, how, counts);
            for (int i = 0; i < RENEWALS && refusal == Refusal.FILES_REPLACED; i++) {
                files.renew(claims.values());
                refusal = take(reservation, how, counts);
            }
            granted = refusal == null;
            if (refusal != null && refusal != Refusal.COOLING) {
                counts.add(port, refusal);
            }
        } finally {
            if (!granted) {
                unclaim(reservation);
            }
        }
        return granted ? reservation : null;
    }

    private boolean claim(Reservation reservation, RefusalCounts counts) {
        for (PortFileLock fileLock : reservation.fileLocks()) {
            Reservation other = claims.putIfAbsent(fileLock.slot(), reservation);
            if (other != null) {
                unclaim(reservation);
                counts.add(reservation.port(), other.isGranted() ? Refusal.RESERVED : Refusal.LOOKED_AT);
                return false;
            }
        }
        return true;
    }

    private void unclaim(Reservation reservation) {
        for (PortFileLock fileLock : reservation.fileLocks()) {
            claims.remove(fileLock.slot(), reservation);
        }
    }

    private @Nullable Refusal take(Reservation reservation, Attempt how, RefusalCounts counts)
            throws NoSocketException {
        boolean granted = false;
        files.use().lock();
        try {
            Refusal refusal = takeInFiles(reservation, how, counts);
            if (refusal == null) {
                refusal = guards.contains(GuardKind.SOCKET) ? kernel.take(reservation, how) : null;
            }
            granted = refusal == null;
            if (granted) {
                warnIfNothingHolds(reservation);
                reservation.grant();
                write(reservation, JournalEntry.Event.RESERVED, "", "");
            }
            return refusal;
        } finally {
            if (!granted) {
                kernel.drop(reservation);
                for (PortFileLock fileLock : reservation.fileLocks()) {
                    fileLock.undo();
                }
            }
            files.use().unlock();
        }
    }

    private @Nullable Refusal takeInFiles(Reservation reservation, Attempt how, RefusalCounts counts) {
        RegistryFiles current = files.get();
        if (current == null) {
            return null;
        }
        Refusal refusal = lock(reservation, current);
        if (refusal == null && guards.contains(GuardKind.LEDGER)) {
            refusal = enter(reservation, current.ledger(), how, counts);
        }
        // asked after a refusal too: what keeps the port in files that were replaced may be long gone
        return current.areCurrent() ? refusal : Refusal.FILES_REPLACED;
    }

    private @Nullable Refusal lock(Reservation reservation, RegistryFiles current) {
        for (PortFileLock fileLock : reservation.fileLocks()) {
            if (guards.contains(GuardKind.LOCK) && !fileLock.lockIn(current.locks())) {
                return guards.contains(GuardKind.LEDGER) && !current.ledger().isReserved(fileLock.slot())
                        ? Refusal.LOOKED_AT
                        : Refusal.RESERVED;
            }
        }
        return null;
    }

    private static @Nullable Refusal enter(Reservation reservation, Ledger ledger, Attempt how, RefusalCounts counts) {
        for (PortFileLock fileLock : reservation.fileLocks()) {
            Ledger.Answer answer = fileLock.enterInto(
                    ledger, how.relaxed(), reservation.options().coolDown());
            if (answer == Ledger.Answer.RESERVED) {
                return Refusal.RESERVED;
            } else if (answer == Ledger.Answer.BUSY) {
                return Refusal.LOOKED_AT;
            } else if (answer == Ledger.Answer.COOLING) {
                counts.addCooling(reservation.port(), ledger.coolingMillis(fileLock.slot()));
                return Refusal.COOLING;
            }
        }
        return null;
    }

    /** Says once, where neither files nor sockets can be had, that only this JVM knows of the port. */
    private void warnIfNothingHolds(Reservation reservation) {
        if (files.get() == null && !guards.isEmpty() && !reservation.isGuarded() && !saidThatNothingHolds) {
            saidThatNothingHolds = true;
            Warnings.say("Port " + reservation.port()
                    + " is held within this JVM only: there are neither lock files nor" + " a guard socket for it.");
        }
    }

    boolean isServed(Reservation reservation) {
        for (Protocol protocol : reservation.options().protocols()) {
            if (reservation.options().holding() != ReservationOptions.Holding.CLOSED
                    && sockets.isServed(protocol, reservation.port())) {
                return true;
            }
        }
        return false;
    }

    void release(Reservation reservation, Duration coolDown) {
        files.use().lock();
        try {
            kernel.drop(reservation);
            for (PortFileLock fileLock : reservation.fileLocks()) {
                fileLock.release(coolDown);
            }
            write(reservation, JournalEntry.Event.RELEASED, "", "");
        } finally {
            // before the lock: whoever renews the files holds again what is claimed
            unclaim(reservation);
            files.use().unlock();
        }
    }

    /** Writes into the journal once more what is reserved, for what is known of it now. Those who look on know it already. */
    void writeAgain(Reservation reservation) {
        RegistryFiles current = files.get();
        if (current != null) {
            current.journal().write(reservation.entry(JournalEntry.Event.RESERVED, ""), claims.values());
            if (reservation.isReleased()) {
                current.journal().write(reservation.entry(JournalEntry.Event.RELEASED, ""), claims.values());
            }
        }
    }

    /** Notes an event in the journal, and tells those who look on, in the same order. */
    void write(Reservation reservation, JournalEntry.Event event, String detail, String explanation) {
        RegistryFiles current = files.get();
        if (current != null) {
            current.journal().write(reservation.entry(event, detail), claims.values());
        }
        PortObservers.happened(reservation, event, detail, explanation);
    }

    /** Returns what is reserved since a moment and not released, the newest first. */
    List<Reservation> reservedSince(Instant start) {
        Set<Reservation> left = new HashSet<>();
        for (Reservation claim : claims.values()) {
            if (claim.isGranted() && !claim.since().isBefore(start)) {
                left.add(claim);
            }
        }
        if (left.size() < 2) {
            return List.copyOf(left);
        }
        List<Reservation> newestFirst = new ArrayList<>(left);
        newestFirst.sort(Comparator.comparing(Reservation::since).reversed());
        return newestFirst;
    }

    /** Closes what can be opened again at need. Not the lock file: that would drop all locks of this process. */
    void rest() {
        files.use().lock();
        try {
            RegistryFiles current = files.get();
            if (current != null) {
                current.journal().rest();
            }
        } finally {
            files.use().unlock();
        }
    }

    /** Returns the reservation of this class loader, if it has reserved a port. */
    Optional<Reservation> own(Protocol protocol, int port) {
        return Optional.ofNullable(claims.get(Slot.of(protocol, port))).filter(Reservation::isGranted);
    }

    /** Returns who of the JVMs that meet here has reserved which ports for one of the protocols. */
    SortedMap<Integer, PortHolder> holders(Set<Protocol> protocols) {
        SortedMap<Integer, PortHolder> holders = new TreeMap<>();
        RegistryFiles current = files.get();
        for (Protocol protocol : protocols) {
            if (current != null) {
                holders.putAll(Journals.of(current.directory(), protocol).holders());
            }
            for (Reservation claim : claims.values()) {
                if (claim.isGranted() && claim.options().protocols().contains(protocol)) {
                    holders.put(claim.port(), claim.holder());
                }
            }
        }
        return holders;
    }

    Optional<PortHolder> holder(Set<Protocol> protocols, int port) {
        return Optional.ofNullable(holders(protocols).get(port));
    }

    /** Tells whether a process has a socket on a port, be it a server or a client. */
    boolean isOwnedByProcess(Set<Protocol> protocols, int port) {
        return protocols.contains(Protocol.UDP) || sockets.isOwnedByProcess(port);
    }

    SearchPositions cursors() {
        return cursors;
    }
}
