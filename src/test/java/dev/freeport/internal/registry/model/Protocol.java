package dev.freeport.internal.registry.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * In which order a process takes its guards and gives them back.
 *
 * @param guards what of the protocol is switched on
 * @param changes the mistakes: what is done otherwise than in {@link dev.freeport.internal.registry.PortRegistry}
 */
record Protocol(Set<Guard> guards, Set<Change> changes) {
    enum Guard {
        LOCK,
        LEDGER,
        /** Not a guard by itself: to look, after the others, whether the files are still the ones others open. */
        LOOK,
        /** The kernel lock: a socket on another port that stands for this one. */
        KERNEL,
        /**
         * The guard socket on the port itself, inside the dynamic range. It keeps the kernel from assigning the port to
         * clients; beside lingering connections it does not meet the guard sockets of others.
         */
        SOCKET
    }

    enum Change {
        LOOKS_BEFORE_ALL,
        LOOKS_BEFORE_LEDGER,
        DOES_NOT_LOCK_THE_WORD,
        CLEARS_WORDS_OF_OTHERS,
        RELEASES_LOCK_FIRST,
        DOES_NOT_LOCK_AGAIN,
        DOES_NOT_ENTER_AGAIN,
        TAKES_THE_DEAD_FOR_LIVING,
        LOOKS_WHEN_GRANTED_ONLY,
        LOCKS_AGAIN_WITHOUT_WAITING,
        UNLOCKS_IN_KERNEL_FIRST,
        // no mistake where there is a kernel lock
        BINDS_BESIDES_OTHER_GUARDS
    }

    static Protocol of(Guard... guards) {
        Set<Guard> set = EnumSet.noneOf(Guard.class);
        set.addAll(List.of(guards));
        return new Protocol(set, EnumSet.noneOf(Change.class));
    }

    Protocol but(Change... changed) {
        Set<Change> all = EnumSet.noneOf(Change.class);
        all.addAll(changes);
        all.addAll(List.of(changed));
        return new Protocol(guards, all);
    }

    boolean has(Guard guard) {
        return guards.contains(guard);
    }

    boolean does(Change change) {
        return changes.contains(change);
    }

    boolean needsFiles() {
        return has(Guard.LOCK) || has(Guard.LEDGER);
    }

    /** Returns what a reservation takes, in order. */
    List<At> reservation() {
        List<At> order = new ArrayList<>();
        if (has(Guard.LOCK)) {
            order.add(At.LOCKING);
        }
        if (has(Guard.LEDGER)) {
            order.add(does(Change.DOES_NOT_LOCK_THE_WORD) ? At.READING_WORD : At.LOCKING_WORD);
        }
        if (has(Guard.LOOK)) {
            int at = order.size();
            if (does(Change.LOOKS_BEFORE_ALL)) {
                at = 0;
            } else if (does(Change.LOOKS_BEFORE_LEDGER)) {
                at = has(Guard.LOCK) ? 1 : 0;
            }
            order.addAll(at, List.of(At.LOOKING_AT_LOCK_FILE, At.LOOKING_AT_LEDGER));
        }
        if (has(Guard.KERNEL)) {
            order.add(At.LOCKING_IN_KERNEL);
        }
        if (has(Guard.SOCKET)) {
            order.add(At.BINDING);
        }
        return order;
    }

    /** Returns what a release, or a refused reservation, gives back, in order. */
    List<At> release() {
        if (does(Change.RELEASES_LOCK_FIRST)) {
            return List.of(At.UNLOCKING, At.CLEARING_WORD, At.UNLOCKING_IN_KERNEL, At.CLOSING_SOCKET);
        }
        return does(Change.UNLOCKS_IN_KERNEL_FIRST)
                ? List.of(At.UNLOCKING_IN_KERNEL, At.CLOSING_SOCKET, At.CLEARING_WORD, At.UNLOCKING)
                : List.of(At.CLOSING_SOCKET, At.UNLOCKING_IN_KERNEL, At.CLEARING_WORD, At.UNLOCKING);
    }
}
