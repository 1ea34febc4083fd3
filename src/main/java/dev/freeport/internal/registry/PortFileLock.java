package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What holds one port of one protocol in the files: a locked byte and a word of the ledger. */
final class PortFileLock {
    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = 1_000_000;

    private final int slot;
    private @Nullable LockFile lockedIn;
    private @Nullable FileLock lock;
    private @Nullable Ledger entered;
    private long cooledBefore;

    PortFileLock(Protocol protocol, int port) {
        this.slot = slot(protocol, port);
    }

    /** Returns the number under which a port is claimed, locked and entered: TCP first, UDP after it. */
    static int slot(Protocol protocol, int port) {
        return protocol == Protocol.TCP ? port : (1 << 16) + port;
    }

    int slot() {
        return slot;
    }

    /**
     * Locks the byte, and enters the port into the ledger, as far as these guards are in use; returns why it is
     * refused, or null. Relaxed means that a port will do that still cools down, as one does whose owner is found to
     * have ended.
     */
    @Nullable
    Refusal take(RegistryFiles files, Set<GuardKind> guards, boolean relaxed, Duration coolDown) {
        Ledger ledger = files.ledger();
        if (guards.contains(GuardKind.LOCK) && !lockIn(files.locks())) {
            return guards.contains(GuardKind.LEDGER) && !ledger.isReserved(slot) ? Refusal.LOOKED_AT : Refusal.RESERVED;
        }
        if (!guards.contains(GuardKind.LEDGER)) {
            return null;
        }
        cooledBefore = relaxed ? ledger.coolingMillis(slot) : 0;
        Ledger.Answer answer = ledger.reserve(slot, relaxed, coolDown);
        entered = answer == Ledger.Answer.GRANTED ? ledger : null;
        return answer.refusal();
    }

    boolean lockIn(LockFile locks) {
        lock = locks.tryLock(slot);
        lockedIn = lock == null ? null : locks;
        return lock != null;
    }

    /** Holds the port in files that were opened anew, unless another process was quicker; the old files go. */
    boolean moveTo(RegistryFiles renewed, Set<GuardKind> guards) {
        boolean moved = true;
        if (guards.contains(GuardKind.LOCK) && lockedIn != renewed.locks()) {
            moved = lockIn(renewed.locks());
            for (int i = 0; i < TRIES && !moved && renewed.ledger().isOwn(slot); i++) {
                // another process tries the port at this moment, and the ledger will refuse it
                LockSupport.parkNanos(PAUSE_NANOS);
                moved = lockIn(renewed.locks());
            }
        }
        if (guards.contains(GuardKind.LEDGER) && entered != renewed.ledger()) {
            Ledger.Answer answer = renewed.ledger().enter(slot);
            entered = answer == Ledger.Answer.GRANTED ? renewed.ledger() : null;
            moved &= answer.refusal() == null;
        }
        return moved;
    }

    void release(Duration coolDown) {
        Ledger ledger = entered;
        entered = null;
        try {
            if (ledger != null) {
                ledger.release(slot, coolDown);
            }
        } finally {
            FileLock held = lock;
            LockFile locks = lockedIn;
            lock = null;
            lockedIn = null;
            if (held != null && locks != null) {
                locks.unlock(held);
            }
        }
    }

    void undo() {
        release(Duration.ofMillis(cooledBefore));
    }

    /** Releases those of a reservation from a place on, each of them whatever the others throw. */
    static void release(PortFileLock[] fileLocks, int from, Duration coolDown) {
        if (from < fileLocks.length) {
            try {
                fileLocks[from].release(coolDown);
            } finally {
                release(fileLocks, from + 1, coolDown);
            }
        }
    }

    /** As {@link #release(PortFileLock[], int, Duration)}, after a reservation that came to nothing. */
    static void undo(PortFileLock[] fileLocks, int from) {
        if (from < fileLocks.length) {
            try {
                fileLocks[from].undo();
            } finally {
                undo(fileLocks, from + 1);
            }
        }
    }
}
