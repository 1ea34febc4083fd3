package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import java.util.List;
import java.util.Optional;

/**
 * Finds how to stop what a process of Linux listens for, where to end the process would cost more or would not last: it serves
 * others, its manager starts it again, or it belongs to another build. The guide states the rule.
 *
 * @param words the command line of the process
 * @param ancestors the processes above it, the parent first
 * @param self this JVM
 * @param terminal the terminal of the process
 */
record HowToStop(
        ProcProcess process,
        List<String> words,
        List<ProcProcess> ancestors,
        ProcProcess self,
        OwnerKind kind,
        Optional<String> terminal) {

    static final String ANOTHER_BUILD = "Wait until the build that runs this test JVM has ended";

    /** Returns a sentence without its full stop; nothing if ending the process is all there is. */
    Optional<String> find() {
        Optional<NeededProgram> needed = NeededProgram.of(words);
        return switch (kind) {
            case CHILD, SIBLING_FORK, LEFTOVER_FORK -> Optional.empty();
            case SESSION ->
                needed.flatMap(NeededProgram::howToStop)
                        .or(() -> Optional.of("Stop the program that listens in "
                                + terminal.map(name -> "terminal " + name).orElse("its terminal")));
            case OTHER -> ofPlain();
            default -> needed.flatMap(NeededProgram::howToStop);
        };
    }

    private Optional<String> ofPlain() {
        if (KnownPrograms.isTestRunner(words)) {
            return Optional.of(ANOTHER_BUILD);
        }
        if (self.equals(process) || self.ancestors().contains(process)) {
            return Optional.empty();
        }
        return unit().or(this::supervisor);
    }

    /** Only of a unit that runs nothing else: not of one with this JVM in it, nor of one whose program starts others. */
    private Optional<String> unit() {
        Optional<Cgroup> unit = Cgroup.of(process.cgroup());
        if (unit.isEmpty() || unit.equals(Cgroup.of(self.cgroup()))) {
            return Optional.empty();
        }
        if (!unit.get().isContainer()
                && (terminal.isPresent()
                        || ancestors.stream()
                                .takeWhile(above -> Cgroup.of(above.cgroup()).equals(unit))
                                .anyMatch(
                                        above -> NeededProgram.of(above.words()).isPresent()))) {
            return Optional.empty();
        }
        return unit.get().howToStop();
    }

    /** Finds the nearest process above it that starts it again; not beyond one that runs jobs or a terminal. */
    private Optional<String> supervisor() {
        for (ProcProcess above : ancestors) {
            Optional<NeededProgram> program = NeededProgram.of(above.words());
            if (program.isPresent()) {
                OwnerKind found = program.get().kind();
                boolean watches = found == OwnerKind.SUPERVISOR || found == OwnerKind.IDE && terminal.isEmpty();
                return watches ? program.flatMap(NeededProgram::howToStop) : Optional.empty();
            }
            if (above.stat().filter(ProcStat::leadsTerminal).isPresent()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
