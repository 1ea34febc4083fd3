package dev.freeport.internal.registry.model;

import dev.freeport.internal.registry.model.Protocol.Change;
import dev.freeport.internal.registry.model.Protocol.Guard;
import dev.freeport.internal.registry.model.State.Own;
import dev.freeport.internal.registry.model.State.Shared;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process does: it opens the files, then reserves, uses and releases the port as often as it likes. There is one
 * port only; of other ports all that matters here is that a process looks at the files when it reserves them.
 */
final class ProcessSteps {
    private final Protocol protocol;
    private final List<At> reservation;
    private final List<At> release;
    private final Renewal renewal;

    ProcessSteps(Protocol protocol) {
        this.protocol = protocol;
        this.reservation = protocol.reservation();
        this.release = protocol.release();
        this.renewal = new Renewal(protocol);
    }

    /** Returns the next step of a living process by itself. */
    Step next(State s, int p) {
        return switch (s.at(p)) {
            case NOT_STARTED ->
                new Step(p, "starts", s.at(p, protocol.needsFiles() ? At.OPENING_LOCK_FILE : At.RESTING));
            case RESTING ->
                s.uses(p)
                        ? new Step(p, "ends its use", releaseAfter(null, s.with(p, Own.USES, 0), p))
                        : new Step(p, "claims the port", reserveAfter(null, s, p));
            case LOCKING -> lock(s, p);
            case LOCKING_WORD -> lockWord(s, p);
            case READING_WORD -> readWord(s, p);
            case WRITING_WORD -> writeWord(s, p);
            case UNLOCKING_WORD ->
                new Step(
                        p, "unlocks the word", afterWord(s.withoutLocks(Shared.WORD_LOCK, p, s.get(p, Own.LEDGER)), p));
            case LOOKING_AT_LOCK_FILE -> look(s, p, "lock file", s.hasCurrentLockFile(p));
            case LOOKING_AT_LEDGER -> look(s, p, "ledger", s.hasCurrentLedger(p));
            case LOCKING_IN_KERNEL -> lockInKernel(s, p);
            case BINDING -> bind(s, p);
            case CLOSING_SOCKET ->
                new Step(p, "closes its guard socket", releaseAfter(At.CLOSING_SOCKET, s.close(Shared.SOCKETS, p), p));
            case UNLOCKING_IN_KERNEL ->
                new Step(
                        p,
                        "unlocks the port in the kernel",
                        releaseAfter(At.UNLOCKING_IN_KERNEL, s.close(Shared.KERNEL_LOCKS, p), p));
            case CLEARING_WORD ->
                new Step(
                        p,
                        "clears the word",
                        releaseAfter(
                                At.CLEARING_WORD,
                                s.with(Shared.WORD, s.get(p, Own.LEDGER), State.COOLING)
                                        .with(p, Own.ENTERED, 0),
                                p));
            case UNLOCKING ->
                new Step(
                        p,
                        "unlocks the byte",
                        releaseAfter(
                                At.UNLOCKING,
                                s.withoutLocks(Shared.BYTE_OWNER, p, s.get(p, Own.LOCK_FILE))
                                        .with(p, Own.BELIEVES_LOCK, 0),
                                p));
            case OPENING_LOCK_FILE, OPENING_LEDGER, LOCKING_AGAIN, CLOSING_OLD_FILES -> renewal.next(s, p);
            case DEAD -> throw new IllegalStateException("The dead take no steps.");
        };
    }

    private Step lock(State s, int p) {
        int file = s.get(p, Own.LOCK_FILE);
        int owner = s.get(Shared.BYTE_OWNER, file);
        if (owner != State.NOBODY && owner != p) {
            return new Step(p, "finds the byte of lock file " + file + " locked", refused(s, p));
        }
        State locked = s.with(Shared.BYTE_OWNER, file, p).with(p, Own.BELIEVES_LOCK, 1);
        return new Step(p, "locks the byte of lock file " + file, reserveAfter(At.LOCKING, locked, p));
    }

    private Step lockWord(State s, int p) {
        int ledger = s.get(p, Own.LEDGER);
        if (s.get(Shared.WORD_LOCK, ledger) != State.NOBODY) {
            if (s.uses(p) && !protocol.does(Change.LOCKS_AGAIN_WITHOUT_WAITING)) {
                return new Step(p, "waits for the word", s);
            }
            return new Step(p, "finds the word of ledger " + ledger + " locked", afterWord(s, p));
        }
        return new Step(
                p,
                "locks the word of ledger " + ledger,
                s.with(Shared.WORD_LOCK, ledger, p).at(p, At.READING_WORD));
    }

    private Step readWord(State s, int p) {
        int word = s.get(Shared.WORD, s.get(p, Own.LEDGER));
        boolean ofLiving = isOwner(word) && (s.isAlive(word) || protocol.does(Change.TAKES_THE_DEAD_FOR_LIVING));
        boolean refused = ofLiving || word == State.COOLING && !s.uses(p);
        String text = isOwner(word)
                ? "reads in the word: " + Step.name(word) + (ofLiving ? ", who lives" : ", who is dead")
                : "reads in the word: " + (word == State.FREE ? "free" : "cooling");
        State read = s.with(p, Own.READ, word);
        if (refused && protocol.does(Change.DOES_NOT_LOCK_THE_WORD)) {
            return new Step(p, text, afterWord(read, p));
        }
        return new Step(p, text, read.at(p, refused ? At.UNLOCKING_WORD : At.WRITING_WORD));
    }

    private Step writeWord(State s, int p) {
        int ledger = s.get(p, Own.LEDGER);
        if (isOwner(s.get(p, Own.READ)) && !s.uses(p)) {
            return new Step(
                    p,
                    "lets the port of the dead cool down",
                    s.with(Shared.WORD, ledger, State.COOLING)
                            .with(p, Own.READ, 0)
                            .at(p, At.READING_WORD));
        }
        State written = s.with(Shared.WORD, ledger, p).with(p, Own.ENTERED, 1).with(p, Own.READ, 0);
        return new Step(
                p,
                "writes the word",
                protocol.does(Change.DOES_NOT_LOCK_THE_WORD)
                        ? afterWord(written, p)
                        : written.at(p, At.UNLOCKING_WORD));
    }

    private State afterWord(State s, int p) {
        State done = s.with(p, Own.READ, 0);
        if (s.uses(p)) {
            boolean entered = s.get(Shared.WORD, s.get(p, Own.LEDGER)) == p;
            return done.with(p, Own.ENTERED, entered ? 1 : 0).at(p, At.CLOSING_OLD_FILES);
        }
        if (s.get(p, Own.ENTERED) == 1) {
            return reserveAfter(reservation.contains(At.LOCKING_WORD) ? At.LOCKING_WORD : At.READING_WORD, done, p);
        }
        return refused(protocol.does(Change.CLEARS_WORDS_OF_OTHERS) ? done.with(p, Own.ENTERED, 1) : done, p);
    }

    private Step look(State s, int p, String file, boolean current) {
        return current
                ? new Step(p, "sees that its " + file + " is the current one", reserveAfter(s.at(p), s, p))
                : new Step(
                        p,
                        "sees that its " + file + " was replaced",
                        releaseAfter(null, s.with(p, Own.REPLACED, 1), p));
    }

    private Step lockInKernel(State s, int p) {
        return s.get(Shared.KERNEL_LOCKS) == 0
                ? new Step(
                        p,
                        "locks the port in the kernel",
                        reserveAfter(At.LOCKING_IN_KERNEL, s.open(Shared.KERNEL_LOCKS, p), p))
                : new Step(p, "finds the port locked in the kernel", refused(s, p));
    }

    private Step bind(State s, int p) {
        boolean free = s.get(Shared.SOCKETS) == 0;
        if (!free && !protocol.does(Change.BINDS_BESIDES_OTHER_GUARDS)) {
            return new Step(p, "finds the port bound", refused(s, p));
        }
        return new Step(
                p,
                free ? "binds its guard socket" : "binds its guard socket besides",
                reserveAfter(At.BINDING, s.open(Shared.SOCKETS, p), p));
    }

    private State refused(State s, int p) {
        boolean looks = protocol.has(Guard.LOOK) && !protocol.does(Change.LOOKS_WHEN_GRANTED_ONLY);
        boolean replaced = looks && !(s.hasCurrentLockFile(p) && s.hasCurrentLedger(p));
        return releaseAfter(null, s.with(p, Own.REPLACED, replaced ? 1 : 0), p);
    }

    private State reserveAfter(@Nullable At done, State s, int p) {
        int next = done == null ? 0 : reservation.indexOf(done) + 1;
        return next < reservation.size()
                ? s.at(p, reservation.get(next))
                : s.with(p, Own.USES, 1).at(p, At.RESTING);
    }

    /** Goes on with what is still to be given back: of a reservation, or of an attempt that was refused. */
    private State releaseAfter(@Nullable At done, State s, int p) {
        for (At at : release.subList(done == null ? 0 : release.indexOf(done) + 1, release.size())) {
            if (at == At.CLOSING_SOCKET && s.has(Shared.SOCKETS, p)
                    || at == At.UNLOCKING_IN_KERNEL && s.has(Shared.KERNEL_LOCKS, p)
                    || at == At.CLEARING_WORD && s.get(p, Own.ENTERED) == 1
                    || at == At.UNLOCKING && s.get(p, Own.BELIEVES_LOCK) == 1) {
                return s.at(p, at);
            }
        }
        boolean replaced = s.get(p, Own.REPLACED) == 1;
        return s.with(p, Own.REPLACED, 0).at(p, replaced ? At.OPENING_LOCK_FILE : At.RESTING);
    }

    private static boolean isOwner(int word) {
        return word != State.FREE && word != State.COOLING;
    }
}
