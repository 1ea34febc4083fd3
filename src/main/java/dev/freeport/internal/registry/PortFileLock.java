package dev.freeport.internal.registry;

import java.nio.channels.FileLock;
import java.time.Duration;
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

    PortFileLock(int slot) {
        this.slot = slot;
    }

    int slot() {
        return slot;
    }

    boolean lockIn(LockFile locks) {
        lock = locks.tryLock(slot);
        lockedIn = lock == null ? null : locks;
        return lock != null;
    }

    Ledger.Answer enterInto(Ledger ledger, boolean relaxed, Duration coolDown) {
        cooledBefore = relaxed ? ledger.coolingMillis(slot) : 0;
        Ledger.Answer answer = ledger.reserve(slot, relaxed, coolDown);
        entered = answer == Ledger.Answer.GRANTED ? ledger : null;
        return answer;
    }

    /**
     * Holds the port in files that were made anew, as far as it held it in the old ones; what is held there goes with them.
     *
     * @return whether nobody else was quicker
     */
    boolean moveTo(RegistryFiles renewed) {
        boolean moved = true;
        if (lockedIn != null && lockedIn != renewed.locks()) {
            moved = lockIn(renewed.locks());
            for (int i = 0; i < TRIES && !moved && renewed.ledger().isOwn(slot); i++) {
                // somebody looks at the port just now, and will be refused by the ledger
                LockSupport.parkNanos(PAUSE_NANOS);
                moved = lockIn(renewed.locks());
            }
        }
        if (entered != null && entered != renewed.ledger()) {
            entered = renewed.ledger();
            moved &= renewed.ledger().enter(slot);
        }
        return moved;
    }

    /** Gives the port back; it may be had again after the cool-down. */
    void release(Duration coolDown) {
        Ledger ledger = entered;
        entered = null;
        if (ledger != null) {
            ledger.release(slot, coolDown);
        }
        FileLock held = lock;
        LockFile locks = lockedIn;
        lock = null;
        lockedIn = null;
        if (held != null && locks != null) {
            locks.unlock(held);
        }
    }

    /** Leaves the port as it was before. */
    void undo() {
        release(Duration.ofMillis(cooledBefore));
    }
}
