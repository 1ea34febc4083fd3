package dev.freeport.internal.registry;

import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.ArrayList;
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
 * Reserves ports so that no other thread, class loader, JVM or build of this user gets them; {@link PoolSearch} and
 * {@link FixedPortWait} say which.
 *
 * <p>The order is: claim in this JVM, lock byte, ledger, check that both files are still the ones others open, kernel lock,
 * probe of the port, guard socket where one is wanted, journal; on any refusal all is undone in reverse. A release goes: guard
 * socket, kernel lock, ledger (the port cools down), lock byte, claim.
 * Safe for use by several threads.
 */
public final class PortRegistry {
    private static final int RENEWALS = 3;

    private final RenewableFiles files;
    private final Map<Integer, Reservation> claims = new ConcurrentHashMap<>();
    private final Set<GuardKind> guards;
    private final GuardSockets sockets;
    private final SocketStep socketStep;
    private final SearchPositions positions = new SearchPositions();
    private volatile boolean saidThatNothingHolds;

    /** One with files that are open; null for none. */
    PortRegistry(@Nullable RegistryFiles files, Set<GuardKind> guards, GuardSockets sockets) {
        this(new RenewableFiles(files, guards), guards, sockets);
    }

    private PortRegistry(RenewableFiles files, Set<GuardKind> guards, GuardSockets sockets) {
        this.files = files;
        this.guards = guards;
        this.sockets = sockets;
        this.socketStep = new SocketStep(sockets, guards.contains(GuardKind.KERNEL));
    }

    /** Returns one whose files cannot be used yet. */
    static PortRegistry awaiting(RenewableFiles files, Set<GuardKind> guards, GuardSockets sockets) {
        return new PortRegistry(files, guards, sockets);
    }

    /** Tells whether guard sockets hold ports on this system, so that ports inside the dynamic range are safe too. */
    public boolean hasGuardSockets() {
        return sockets.mayWork();
    }

    /** Tells whether the kernel locks ports on this system; {@code true} until the first has been tried. */
    public boolean hasKernelLocks() {
        return guards.contains(GuardKind.KERNEL) && sockets.kernelLocks().mayWork();
    }

    /**
     * Tries once to reserve a port; returns null if it is refused, and counts why. Relaxed means that a port will do that
     * was released a moment ago, or on which connections linger; inside the dynamic range only a guard socket makes it safe.
     */
    @Nullable
    Reservation attempt(
            int port, ReservationOptions options, boolean relaxed, boolean guardNeeded, RefusalCounts counts)
            throws NoSocketException {
        Reservation reservation = new Reservation(this, port, options);
        if (!claim(reservation, counts)) {
            return null;
        }
        Refusal refusal = Refusal.FILES_REPLACED;
        try {
            files.reopenIfDue(claims.values());
            refusal = take(reservation, relaxed, guardNeeded, counts);
            for (int i = 0; i < RENEWALS && refusal == Refusal.FILES_REPLACED; i++) {
                files.renew(claims.values());
                refusal = take(reservation, relaxed, guardNeeded, counts);
            }
            if (refusal != null && refusal != Refusal.COOLING) {
                counts.add(port, refusal);
            }
        } finally {
            if (refusal != null) {
                unclaim(reservation);
            }
        }
        return refusal == null ? reservation : null;
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

    private @Nullable Refusal take(Reservation reservation, boolean relaxed, boolean guardNeeded, RefusalCounts counts)
            throws NoSocketException {
        boolean granted = false;
        files.use().lock();
        try {
            Refusal refusal = null;
            RegistryFiles current = files.get();
            for (PortFileLock fileLock : reservation.fileLocks()) {
                if (current != null && refusal == null) {
                    refusal = fileLock.take(
                            current, guards, relaxed, reservation.options().coolDown());
                    if (refusal == Refusal.COOLING) {
                        counts.addCooling(reservation.port(), current.ledger().coolingMillis(fileLock.slot()));
                    }
                }
            }
            // asked after a refusal too: what keeps the port in files that were replaced may be long gone
            if (current != null && !current.areCurrent()) {
                refusal = Refusal.FILES_REPLACED;
            }
            if (refusal == null) {
                refusal = socketStep.take(reservation, relaxed, guardNeeded);
            }
            if (refusal == null) {
                warnIfNothingHolds(reservation);
                reservation.grant();
                write(reservation, JournalEntry.Event.RESERVED, "", "");
                granted = true;
            }
            return refusal;
        } finally {
            try {
                if (!granted) {
                    undo(reservation);
                }
            } finally {
                files.use().unlock();
            }
        }
    }

    /** Releases what a reservation that came to nothing has taken, even if memory ran out after it was granted. */
    private void undo(Reservation reservation) {
        boolean wasGranted = reservation.isGranted();
        reservation.revoke();
        try {
            socketStep.drop(reservation);
        } finally {
            try {
                PortFileLock.undo(reservation.fileLocks(), 0);
            } finally {
                if (wasGranted) {
                    write(reservation, JournalEntry.Event.RELEASED, "", "");
                }
            }
        }
    }

    /** Warns once, where neither files nor kernel locks work, that only this JVM knows of the port. */
    private void warnIfNothingHolds(Reservation reservation) {
        if (files.get() == null && !guards.isEmpty() && !reservation.isLockedInKernel() && !saidThatNothingHolds) {
            saidThatNothingHolds = true;
            Warnings.say("Port " + reservation.port()
                    + " is reserved within this JVM only: neither lock files nor a kernel lock hold it.");
        }
    }

    /** Returns a port that the build of this JVM has reserved. */
    public Reservation ofBuild(int port, ReservationOptions options) {
        return Reservation.ofOtherJvm(this, port, options);
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
            socketStep.drop(reservation);
        } finally {
            try {
                PortFileLock.release(reservation.fileLocks(), 0, coolDown);
                write(reservation, JournalEntry.Event.RELEASED, "", "");
            } finally {
                // before the lock: a thread that renews the files holds again what is claimed
                unclaim(reservation);
                files.use().unlock();
            }
        }
    }

    /** Writes into the journal once more what is reserved, for what is known of it now. Observers know it already. */
    void writeAgain(Reservation reservation) {
        RegistryFiles current = files.get();
        if (current != null) {
            current.journal().write(reservation.entry(JournalEntry.Event.RESERVED, ""), claims.values());
            if (reservation.isReleased()) {
                current.journal().write(reservation.entry(JournalEntry.Event.RELEASED, ""), claims.values());
            }
        }
    }

    /** Notes an event in the journal, and tells observers, in the same order. */
    void write(Reservation reservation, JournalEntry.Event event, String detail, String explanation) {
        RegistryFiles current = files.get();
        if (current != null) {
            current.journal().write(reservation.entry(event, detail), claims.values());
        }
        PortObservers.happened(reservation, event, detail, explanation);
    }

    /**
     * Returns what is reserved since a moment of {@link System#nanoTime()}, not for the life of this JVM, and not released,
     * the newest first.
     */
    List<Reservation> reservedSince(long start) {
        Set<Reservation> left = new HashSet<>();
        for (Reservation claim : claims.values()) {
            if (claim.isGranted() && !claim.lastsForJvm() && claim.sinceNanos() - start >= 0) {
                left.add(claim);
            }
        }
        if (left.size() < 2) {
            return List.copyOf(left);
        }
        List<Reservation> newestFirst = new ArrayList<>(left);
        newestFirst.sort((one, other) -> Long.signum(other.sinceNanos() - one.sinceNanos()));
        return newestFirst;
    }

    /** Closes what can be opened again. Not the lock file: that would drop all locks of this process. */
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

    Optional<Reservation> own(Protocol protocol, int port) {
        return Optional.ofNullable(claims.get(PortFileLock.slot(protocol, port)))
                .filter(Reservation::isGranted);
    }

    /** Returns which JVMs that meet here have reserved which ports for one of the protocols. */
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

    /** Tells whether a process has a socket on a port, of a server or of a client. */
    boolean isOwnedByProcess(Set<Protocol> protocols, int port) {
        return protocols.contains(Protocol.UDP) || sockets.isOwnedByProcess(port);
    }

    boolean hasCurrentFiles() {
        RegistryFiles current = files.get();
        return current != null && current.areCurrent();
    }

    /** Tells whether a port may have been reserved before, as far as the ledger knows. */
    boolean mayHaveBeenReserved(Protocol protocol, int port) {
        RegistryFiles current = files.get();
        return current == null || current.ledger().mayHaveBeenReserved(PortFileLock.slot(protocol, port));
    }

    SearchPositions positions() {
        return positions;
    }
}
