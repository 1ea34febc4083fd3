package dev.freeport.internal.process;

import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Describes a process by its {@link ProcessHandle}, where there is no {@code /proc}. */
public final class ProcessHandleFacts {
    private static final int MOST_ANCESTORS = 64;

    private ProcessHandleFacts() {}

    /** Describes a process; what the system does not show is unknown. */
    public static OwnerProcess of(long pid) {
        return of(pid, ProcessHandleFacts::words, Optional.empty(), Optional.empty());
    }

    /** Describes a process, given command lines as far as they are known, its unit, and how to stop that. */
    static OwnerProcess of(
            long pid, Function<ProcessHandle, List<String>> words, Optional<String> unit, Optional<String> howToStop) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return ProcessDetails.unknown(pid);
        }
        List<String> own = words.apply(process);
        OwnerKind kind = kind(process, words);
        return new ProcessDetails(
                pid,
                command(own),
                process.info().user().orElse(ProcessDetails.UNKNOWN_USER),
                process.info().startInstant(),
                kind,
                Optional.empty(),
                ancestors(process, words),
                unit,
                Optional.empty(),
                Optional.empty(),
                howToStop.or(() -> howToStop(process, own, kind, words)));
    }

    private static Optional<String> howToStop(
            ProcessHandle process, List<String> own, OwnerKind kind, Function<ProcessHandle, List<String>> words) {
        if (kind == OwnerKind.CHILD || kind == OwnerKind.SIBLING_FORK) {
            return Optional.empty();
        }
        if (kind == OwnerKind.OTHER && KnownPrograms.isTestRunner(own)) {
            return Optional.of(HowToStop.ANOTHER_BUILD);
        }
        Optional<NeededProgram> needed = NeededProgram.of(own);
        if (needed.isPresent() || above(ProcessHandle.current()).contains(process)) {
            return needed.flatMap(NeededProgram::howToStop);
        }
        return above(process).stream()
                .flatMap(parent -> NeededProgram.of(words.apply(parent)).stream())
                .findFirst()
                .filter(program -> program.kind() == OwnerKind.SUPERVISOR)
                .flatMap(NeededProgram::howToStop);
    }

    static String command(List<String> words) {
        return words.isEmpty() ? "[?]" : CommandLine.render(words);
    }

    private static List<Ancestor> ancestors(ProcessHandle process, Function<ProcessHandle, List<String>> words) {
        List<Ancestor> ancestors = new ArrayList<>();
        for (ProcessHandle parent : above(process)) {
            List<String> above = words.apply(parent);
            String name = above.isEmpty() ? "?" : JvmCommand.lastPart(above.get(0));
            ancestors.add(new Ancestor(parent.pid(), KnownPrograms.shortName(above, name)));
        }
        return List.copyOf(ancestors);
    }

    static OwnerKind kind(ProcessHandle process, Function<ProcessHandle, List<String>> words) {
        ProcessHandle self = ProcessHandle.current();
        List<ProcessHandle> above = above(process);
        if (above.contains(self)) {
            return OwnerKind.CHILD;
        }
        List<String> own = words.apply(process);
        return KnownPrograms.isTestRunner(own)
                        && above.stream()
                                .filter(above(self)::contains)
                                .findFirst()
                                .filter(both -> KnownPrograms.startsTests(words.apply(both)))
                                .isPresent()
                ? OwnerKind.SIBLING_FORK
                : KnownPrograms.kind(own);
    }

    /** Returns the ancestors. Windows keeps the id of a parent that has ended, which a later process may have now. */
    public static List<ProcessHandle> above(ProcessHandle process) {
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

    static List<String> words(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        info.arguments().ifPresent(arguments -> words.addAll(List.of(arguments)));
        return words;
    }
}
