package dev.freeport.internal.registry.model;

import dev.freeport.internal.registry.model.State.Own;
import dev.freeport.internal.registry.model.State.Shared;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What may befall processes and files, at most so and so often each.
 *
 * @param name what it does, in a few words
 * @param harms how often each harm is done at most, up to three times
 * @param when when it harms files; processes are killed at any time
 */
record Adversary(String name, Map<Harm, Integer> harms, When when) {
    enum Harm {
        KILL,
        CLOSE_LOCK_FILE,
        DELETE_LOCK_FILE,
        DELETE_LEDGER,
        CUT_LEDGER
    }

    enum When {
        ANY_TIME,
        /** Only while no living process has anything in them. */
        FILES_ARE_IDLE,
        /** Only when all that have something in them have noticed what was done before, and renewed the files. */
        HOLDERS_HAVE_NOTICED
    }

    static Adversary of(String name, Harm... harms) {
        Map<Harm, Integer> once = new EnumMap<>(Harm.class);
        for (Harm harm : harms) {
            once.merge(harm, 1, Integer::sum);
        }
        return new Adversary(name, once, When.ANY_TIME);
    }

    Adversary when(When then) {
        return new Adversary(name, harms, then);
    }

    State begin() {
        State begin = new State(0, 0);
        for (Map.Entry<Harm, Integer> harm : harms.entrySet()) {
            begin = begin.with(Shared.HARMS_LEFT, harm.getKey().ordinal(), harm.getValue());
        }
        return begin;
    }

    List<Step> steps(State s, int processes) {
        List<Step> steps = new ArrayList<>();
        for (Harm harm : harms.keySet()) {
            int left = s.get(Shared.HARMS_LEFT, harm.ordinal());
            boolean ofProcess = harm == Harm.KILL || harm == Harm.CLOSE_LOCK_FILE;
            if (left > 0 && (ofProcess || mayHarmFiles(s, processes))) {
                add(steps, s.with(Shared.HARMS_LEFT, harm.ordinal(), left - 1), harm, processes);
            }
        }
        return steps;
    }

    private static void add(List<Step> steps, State s, Harm harm, int processes) {
        int lockFile = s.get(Shared.LOCK_PATH);
        int ledger = s.get(Shared.LEDGER_PATH);
        switch (harm) {
            case KILL -> {
                for (int p = 1; p <= processes; p++) {
                    if (s.hasFilesOpen(p)) {
                        steps.add(new Step(p, "is killed", s.killed(p)));
                    }
                }
            }
            case CLOSE_LOCK_FILE -> {
                for (int p = 1; p <= processes && lockFile != State.MISSING; p++) {
                    State closed = s.withoutLocks(Shared.BYTE_OWNER, p, lockFile);
                    if (closed != s) {
                        steps.add(new Step(p, "opens and closes lock file " + lockFile + " once more", closed));
                    }
                }
            }
            case DELETE_LOCK_FILE -> {
                if (lockFile != State.MISSING) {
                    State deleted = s.with(Shared.LOCK_PATH, State.MISSING);
                    steps.add(new Step(State.NOBODY, "lock file " + lockFile + " is deleted", deleted));
                }
            }
            case DELETE_LEDGER -> {
                if (ledger != State.MISSING) {
                    State deleted = s.with(Shared.LEDGER_PATH, State.MISSING);
                    steps.add(new Step(State.NOBODY, "ledger " + ledger + " is deleted", deleted));
                }
            }
            case CUT_LEDGER -> {
                if (ledger != State.MISSING) {
                    State cut = s.with(Shared.WORD, ledger, State.FREE).with(Shared.CUT, ledger, 1);
                    steps.add(new Step(State.NOBODY, "ledger " + ledger + " is cut off", cut));
                }
            }
        }
    }

    private boolean mayHarmFiles(State s, int processes) {
        for (int p = 1; p <= processes; p++) {
            if (s.isAlive(p) && !mayHarmFilesOf(s, p)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayHarmFilesOf(State s, int p) {
        return switch (when) {
            case ANY_TIME -> true;
            case FILES_ARE_IDLE -> !holdsAnything(s, p);
            case HOLDERS_HAVE_NOTICED ->
                !holdsAnything(s, p)
                        || s.hasCurrentLockFile(p) && s.hasCurrentLedger(p) && (!s.uses(p) || s.at(p) == At.RESTING);
        };
    }

    private static boolean holdsAnything(State s, int p) {
        boolean fileLocks = s.uses(p) || s.get(p, Own.ENTERED) == 1;
        for (int generation = 0; generation < State.GENERATIONS; generation++) {
            fileLocks |= s.get(Shared.BYTE_OWNER, generation) == p || s.get(Shared.WORD_LOCK, generation) == p;
        }
        return fileLocks;
    }
}
