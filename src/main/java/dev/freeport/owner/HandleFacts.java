package dev.freeport.owner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who a process is where there is no {@code /proc}: what {@link ProcessHandle} says, and no more. */
final class HandleFacts {
    private static final int MOST_ANCESTORS = 64;

    private HandleFacts() {}

    static OwnerProcess of(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return OwnerProcess.unknown(pid);
        }
        List<String> words = words(process.info());
        List<Ancestor> ancestors = new ArrayList<>();
        Optional<ProcessHandle> parent = process.parent();
        while (parent.isPresent() && ancestors.size() < MOST_ANCESTORS) {
            List<String> above = words(parent.get().info());
            String name = above.isEmpty() ? "?" : JvmCommand.lastPart(above.get(0));
            ancestors.add(new Ancestor(parent.get().pid(), KnownPrograms.shortName(above, name)));
            parent = parent.get().parent();
        }
        return new OwnerProcess(
                pid,
                words.isEmpty() ? "[?]" : CommandLine.render(words),
                process.info().user().orElse(OwnerProcess.UNKNOWN_USER),
                process.info().startInstant(),
                KnownPrograms.isIde(words) ? OwnerKind.IDE : OwnerKind.OTHER,
                Optional.empty(),
                List.copyOf(ancestors),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> words(ProcessHandle.Info info) {
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        info.arguments().ifPresent(arguments -> words.addAll(List.of(arguments)));
        return words;
    }
}
