package dev.freeport.internal.process;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out who a process is where there is no {@code /proc}: what {@link ProcessHandle} says, and no more. */
public final class ProcessHandleFacts {
    private ProcessHandleFacts() {}

    public static OwnerProcess of(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return ProcessDetails.unknown(pid);
        }
        List<String> words = words(process);
        List<Ancestor> ancestors = new ArrayList<>();
        for (ProcessHandle parent : ProcessHandleKind.above(process)) {
            List<String> above = words(parent);
            String name = above.isEmpty() ? "?" : JvmCommand.lastPart(above.get(0));
            ancestors.add(new Ancestor(parent.pid(), KnownPrograms.shortName(above, name)));
        }
        return new ProcessDetails(
                pid,
                words.isEmpty() ? "[?]" : CommandLine.render(words),
                process.info().user().orElse(ProcessDetails.UNKNOWN_USER),
                process.info().startInstant(),
                ProcessHandleKind.of(process, ProcessHandleFacts::words),
                Optional.empty(),
                List.copyOf(ancestors),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> words(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        info.arguments().ifPresent(arguments -> words.addAll(List.of(arguments)));
        return words;
    }
}
