package dev.freeport.cli;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.GuardKind;
import dev.freeport.internal.registry.PoolExhaustedException;
import dev.freeport.internal.registry.PoolSearch;
import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.registry.UnusableDirectoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks whether each guard alone keeps two JVMs apart. */
final class GuardCheckup {
    private static final Map<GuardKind, String> NAMES =
            Map.of(GuardKind.LOCK, "lock file", GuardKind.LEDGER, "ledger", GuardKind.KERNEL, "kernel lock");

    private final List<Trial> trials = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private final OtherJvm otherJvm;

    private GuardCheckup(OtherJvm otherJvm) {
        this.otherJvm = otherJvm;
    }

    /** What the second JVM tries: a port that the guard holds, and a free one, in case it can reserve none at all. */
    private record Trial(GuardKind guard, Reservation held, int free) {
        static Trial of(GuardKind guard, PortRegistry registry, PortPool pool) throws PoolExhaustedException {
            Reservation held = new PoolSearch(registry, pool, GuardTrialCommand.OPTIONS).one();
            try {
                Reservation free = new PoolSearch(registry, pool, GuardTrialCommand.OPTIONS).one();
                free.release();
                return new Trial(guard, held, free.port());
            } catch (PoolExhaustedException tooFew) {
                held.release();
                throw tooFew;
            }
        }

        List<String> arguments() {
            return List.of(guard + "=" + held.port(), guard + "=" + free);
        }

        boolean isPassed(List<String> answers) {
            return answers.contains(guard + "=" + held.port() + " " + GuardTrialCommand.REFUSED)
                    && answers.contains(guard + "=" + free + " " + GuardTrialCommand.RESERVED);
        }
    }

    static List<Finding> findings(PortChoice choice, OtherJvm otherJvm) throws IOException, InterruptedException {
        GuardCheckup checkup = new GuardCheckup(otherJvm);
        try {
            checkup.hold(PoolCheckup.pool(choice));
            checkup.askAnotherJvm();
        } finally {
            checkup.trials.forEach(trial -> trial.held.release());
        }
        return checkup.findings;
    }

    private void hold(PortPool pool) {
        for (GuardKind guard : GuardKind.values()) {
            try {
                PortRegistry registry = Registries.withOnly(guard, Registries.directory());
                if (guard == GuardKind.KERNEL && !registry.hasKernelLocks()) {
                    findings.add(Finding.warning(
                            check(guard),
                            "The kernel does not lock ports on this system. Lock file and ledger alone hold them."));
                } else {
                    trials.add(Trial.of(guard, registry, pool));
                }
            } catch (UnusableDirectoryException unusable) {
                findings.add(
                        Finding.broken(check(guard), "Cannot check the " + NAMES.get(guard) + " without a directory."));
            } catch (PoolExhaustedException tooFew) {
                findings.add(Finding.warning(
                        check(guard),
                        "Cannot check the " + NAMES.get(guard) + ": the pool does not have two free ports."));
            }
        }
    }

    private void askAnotherJvm() throws IOException, InterruptedException {
        if (trials.isEmpty()) {
            return;
        }
        List<String> answers = otherJvm.answers(
                trials.stream().flatMap(trial -> trial.arguments().stream()).toList());
        trials.forEach(trial -> findings.add(finding(trial, answers)));
    }

    private static Finding finding(Trial trial, List<String> answers) {
        String subject = "The " + NAMES.get(trial.guard);
        if (trial.isPassed(answers)) {
            return Finding.ok(
                    check(trial.guard),
                    subject + " keeps two JVMs apart: the second one could not reserve port " + trial.held.port()
                            + ".");
        }
        return Finding.broken(
                check(trial.guard),
                subject + " does not keep two JVMs apart: the second one should be refused port " + trial.held.port()
                        + " and reserve port " + trial.free + ", but it answered " + answers + ".");
    }

    private static String check(GuardKind guard) {
        return Json.name(guard);
    }
}
