package dev.freeport.internal.registry.model;

import dev.freeport.internal.registry.model.State.Own;
import dev.freeport.internal.registry.model.State.Shared;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through all states that can be reached, the nearest first, so that the first bad one has the shortest way to it. */
final class Exploration {
    private static final int STEPS_ALONE = 60;

    private final Adversary adversary;
    private final int processes;
    private final ProcessSteps protocol;
    private final Renewal renewal;

    private record Way(@Nullable State before, Step step) {}

    private final Map<State, Way> ways = new HashMap<>();
    private final Deque<State> pending = new ArrayDeque<>();

    private Exploration(Protocol protocol, Adversary adversary, int processes) {
        this.protocol = new ProcessSteps(protocol);
        this.renewal = new Renewal(protocol);
        this.adversary = adversary;
        this.processes = processes;
    }

    /** Searches two living processes that use the port. */
    static Verdict ofSafety(Protocol protocol, Adversary adversary, int processes) {
        Exploration exploration = new Exploration(protocol, adversary, processes);
        return exploration.run(exploration::twoOwners);
    }

    /** Searches a process that never gets the port by itself, though all others are dead or leave the port alone. */
    static Verdict ofProgress(Protocol protocol, Adversary adversary, int processes) {
        Exploration exploration = new Exploration(protocol, adversary, processes);
        return exploration.run(exploration::stuck);
    }

    /** Searches a process that was the first to have the lock, and is refused all the same. */
    static Verdict ofOrder(Protocol protocol, Adversary adversary, int processes) {
        Exploration exploration = new Exploration(protocol, adversary, processes);
        return exploration.run(exploration::refusedLate);
    }

    private Verdict run(Function<State, String> evil) {
        State begin = adversary.begin();
        visit(begin, new Way(null, new Step(State.NOBODY, "", begin)));
        for (State s = pending.poll(); s != null; s = pending.poll()) {
            String end = evil.apply(s);
            if (!end.isEmpty()) {
                return new Verdict(ways.size(), trace(s), end);
            }
            for (Step step : steps(s)) {
                visit(step.next(), new Way(s, step));
            }
        }
        return new Verdict(ways.size(), List.of(), "");
    }

    private void visit(State state, Way way) {
        if (ways.putIfAbsent(state, way) == null) {
            pending.add(state);
        }
    }

    private List<Step> steps(State s) {
        List<Step> steps = adversary.steps(s, processes);
        for (int p = 1; p <= processes; p++) {
            if (s.isAlive(p) && !isOutOfTurn(s, p)) {
                steps.add(protocol.next(s, p));
                if (renewal.mayNotice(s, p)) {
                    steps.add(renewal.notice(s, p));
                }
            }
        }
        State later = coolDownsOver(s);
        if (!later.equals(s)) {
            steps.add(new Step(State.NOBODY, "the cool-down ends", later));
        }
        return steps;
    }

    /** Lets processes start in the order of their names: which is which makes no difference. */
    private static boolean isOutOfTurn(State s, int p) {
        return p > 1 && s.at(p) == At.NOT_STARTED && s.at(p - 1) == At.NOT_STARTED;
    }

    private static State coolDownsOver(State s) {
        State later = s;
        for (int generation = 0; generation < State.GENERATIONS; generation++) {
            if (s.get(Shared.WORD, generation) == State.COOLING) {
                later = later.with(Shared.WORD, generation, State.FREE);
            }
        }
        return later;
    }

    private String twoOwners(State s) {
        StringJoiner owners = new StringJoiner(" and ", "", " use the port");
        int count = 0;
        for (int p = 1; p <= processes; p++) {
            if (s.uses(p)) {
                owners.add(Step.name(p));
                count++;
            }
        }
        return count > 1 ? owners.toString() : "";
    }

    private String stuck(State s) {
        for (int p = 1; p <= processes; p++) {
            if (s.isAlive(p) && othersLeaveThePortAlone(s, p) && !getsThePortAlone(s, p)) {
                return Step.name(p) + " never gets the port, though nobody has it";
            }
        }
        return "";
    }

    private boolean othersLeaveThePortAlone(State s, int process) {
        for (int p = 1; p <= processes; p++) {
            At at = s.at(p);
            if (p != process && (s.uses(p) || at != At.RESTING && at != At.DEAD && at != At.NOT_STARTED)) {
                return false;
            }
        }
        return true;
    }

    private boolean getsThePortAlone(State s, int p) {
        State alone = s;
        for (int i = 0; i < STEPS_ALONE && !alone.uses(p); i++) {
            alone = protocol.next(coolDownsOver(alone), p).next();
        }
        return alone.uses(p);
    }

    private String refusedLate(State s) {
        for (int p = 1; p <= processes; p++) {
            int word = s.get(Shared.WORD, s.get(p, Own.LEDGER));
            boolean ofAnother = word != State.FREE && word != State.COOLING && word != p && s.isAlive(word);
            if (s.at(p) == At.READING_WORD && ofAnother
                    || s.at(p) == At.LOCKING_IN_KERNEL
                            && s.get(p, Own.BELIEVES_LOCK) == 1
                            && s.get(Shared.KERNEL_LOCKS) != 0
                    || s.at(p) == At.BINDING && s.get(Shared.SOCKETS) != 0) {
                return Step.name(p) + " was first and is refused";
            }
        }
        return "";
    }

    private List<String> trace(State bad) {
        List<String> lines = new ArrayList<>();
        for (Way way = ways.get(bad); way != null && way.before() != null; way = ways.get(way.before())) {
            lines.add(0, way.step().toString());
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.set(i, i + 1 + ": " + lines.get(i));
        }
        return lines;
    }
}
