package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells what a process is in a build where there is no {@code /proc}. */
final class ProcessHandleKind {
    private static final int MOST_ANCESTORS = 64;

    private ProcessHandleKind() {}

    /**
     * Tells what a process is.
     *
     * @param words returns the command line of a process, as far as it is known
     */
    static OwnerKind of(ProcessHandle process, Function<ProcessHandle, List<String>> words) {
        ProcessHandle self = ProcessHandle.current();
        List<ProcessHandle> above = above(process);
        if (above.contains(self)) {
            return OwnerKind.CHILD;
        }
        List<String> own = words.apply(process);
        if (KnownPrograms.isDocker(own)) {
            return OwnerKind.DOCKER;
        }
        if (KnownPrograms.isIde(own)) {
            return OwnerKind.IDE;
        }
        return KnownPrograms.isTestRunner(own)
                        && above.stream()
                                .filter(above(self)::contains)
                                .findFirst()
                                .filter(both -> KnownPrograms.startsTests(words.apply(both)))
                                .isPresent()
                ? OwnerKind.SIBLING_FORK
                : OwnerKind.OTHER;
    }

    /**
     * Returns the processes above another one. Windows keeps the id of a parent that has ended: whoever has it now is none
     * if it started later.
     */
    static List<ProcessHandle> above(ProcessHandle process) {
        List<ProcessHandle> above = new ArrayList<>();
        ProcessHandle last = process;
        Optional<ProcessHandle> parent = process.parent();
        while (parent.isPresent() && above.size() < MOST_ANCESTORS && !startedLater(parent.get(), last)) {
            last = parent.get();
            above.add(last);
            parent = last.parent();
        }
        return above;
    }

    private static boolean startedLater(ProcessHandle parent, ProcessHandle child) {
        Optional<Instant> started = child.info().startInstant();
        return parent.info()
                .startInstant()
                .filter(instant -> started.isPresent() && instant.isAfter(started.get()))
                .isPresent();
    }
}
