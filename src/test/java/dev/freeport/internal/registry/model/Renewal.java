package dev.freeport.internal.registry.model;

import dev.freeport.internal.registry.model.Protocol.Change;
import dev.freeport.internal.registry.model.Protocol.Guard;
import dev.freeport.internal.registry.model.State.Own;
import dev.freeport.internal.registry.model.State.Shared;

/** How a process opens the files, and holds in new ones what it held in the old ones. */
final class Renewal {
    private static final int TO_BE_LOCKED_AGAIN = 2;

    private final Protocol protocol;

    Renewal(Protocol protocol) {
        this.protocol = protocol;
    }

    /** Tells whether a process may find at another port that the files were replaced. */
    boolean mayNotice(State s, int p) {
        return protocol.has(Guard.LOOK) && s.at(p) == At.RESTING && !(s.hasCurrentLockFile(p) && s.hasCurrentLedger(p));
    }

    Step notice(State s, int p) {
        return new Step(p, "sees at another port that the files were replaced", s.at(p, At.OPENING_LOCK_FILE));
    }

    Step next(State s, int p) {
        return switch (s.at(p)) {
            case OPENING_LOCK_FILE -> openLockFile(s, p);
            case OPENING_LEDGER -> openLedger(s, p);
            case LOCKING_AGAIN -> lockAgain(s, p);
            default -> closeOldFiles(s, p);
        };
    }

    private Step openLockFile(State s, int p) {
        State made = s.get(Shared.LOCK_PATH) == State.MISSING
                ? s.with(Shared.LOCK_PATH, unusedGeneration(s, Own.LOCK_FILE, Shared.BYTE_OWNER))
                : s;
        int file = made.get(Shared.LOCK_PATH);
        State opened = made.with(p, Own.LOCK_FILE, file).at(p, At.OPENING_LEDGER);
        boolean other = s.get(p, Own.LOCK_FILE) != file;
        if (other && s.get(p, Own.BELIEVES_LOCK) == 1 && !protocol.does(Change.DOES_NOT_LOCK_AGAIN)) {
            opened = opened.with(p, Own.BELIEVES_LOCK, TO_BE_LOCKED_AGAIN);
        }
        return new Step(p, "opens lock file " + file, opened);
    }

    private Step openLedger(State s, int p) {
        State made = s;
        if (s.get(Shared.LEDGER_PATH) == State.MISSING) {
            int unused = unusedGeneration(s, Own.LEDGER, Shared.WORD_LOCK);
            made = s.with(Shared.LEDGER_PATH, unused).with(Shared.WORD, unused, State.FREE);
        }
        int ledger = made.get(Shared.LEDGER_PATH);
        State opened = made.with(p, Own.LEDGER, ledger).with(Shared.CUT, ledger, 0);
        return new Step(
                p,
                "opens ledger " + ledger,
                s.get(p, Own.BELIEVES_LOCK) == TO_BE_LOCKED_AGAIN ? opened.at(p, At.LOCKING_AGAIN) : enter(opened, p));
    }

    private Step lockAgain(State s, int p) {
        int file = s.get(p, Own.LOCK_FILE);
        int owner = s.get(Shared.BYTE_OWNER, file);
        if (owner != State.NOBODY
                && owner != p
                && !protocol.does(Change.LOCKS_AGAIN_WITHOUT_WAITING)
                && s.get(Shared.WORD, s.get(p, Own.LEDGER)) == p) {
            return new Step(p, "waits until another has looked at the port", s);
        }
        return owner == State.NOBODY || owner == p
                ? new Step(
                        p,
                        "locks the byte again, in lock file " + file,
                        enter(s.with(Shared.BYTE_OWNER, file, p).with(p, Own.BELIEVES_LOCK, 1), p))
                : new Step(
                        p,
                        "finds the byte of lock file " + file + " locked by another",
                        enter(s.with(p, Own.BELIEVES_LOCK, 0), p));
    }

    /** Goes on with the ledger: what is not entered there yet is entered like a reservation. */
    private State enter(State s, int p) {
        boolean toEnter = s.get(p, Own.ENTERED) == 1
                && s.get(Shared.WORD, s.get(p, Own.LEDGER)) != p
                && !protocol.does(Change.DOES_NOT_ENTER_AGAIN);
        return s.at(p, toEnter ? At.LOCKING_WORD : At.CLOSING_OLD_FILES);
    }

    private Step closeOldFiles(State s, int p) {
        State closed = s;
        for (int generation = 0; generation < State.GENERATIONS; generation++) {
            if (generation != s.get(p, Own.LOCK_FILE)) {
                closed = closed.withoutLocks(Shared.BYTE_OWNER, p, generation);
            }
        }
        return new Step(p, "closes what it had open before", closed.at(p, At.RESTING));
    }

    /** Returns the lowest generation that nobody has open: like inode numbers, they are used again. */
    private static int unusedGeneration(State s, Own opened, Shared locks) {
        for (int generation = 0; generation < State.GENERATIONS; generation++) {
            boolean used = s.get(locks, generation) != State.NOBODY;
            for (int p = 1; p <= State.PROCESSES; p++) {
                used |= s.hasFilesOpen(p) && s.get(p, opened) == generation;
            }
            if (!used) {
                return generation;
            }
        }
        throw new IllegalStateException("too few generations of files");
    }
}
