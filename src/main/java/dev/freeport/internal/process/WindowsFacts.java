package dev.freeport.internal.process;

import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out on Windows who a process is. Never fails: what cannot be read is not known. */
public final class WindowsFacts {
    private final WindowsProcesses processes;

    public WindowsFacts(WindowsProcesses processes) {
        this.processes = processes;
    }

    public OwnerProcess of(long pid) {
        OwnerProcess plain = ProcessHandleFacts.of(pid);
        try {
            List<String> words = words(pid);
            List<Ancestor> ancestors = ancestors(pid);
            return new ProcessDetails(
                    pid,
                    words.isEmpty() ? plain.command() : CommandLine.render(words),
                    plain.user(),
                    plain.started(),
                    ProcessHandle.of(pid)
                            .map(process -> ProcessHandleKind.of(process, this::wordsIfKnown))
                            .orElse(plain.kind()),
                    Optional.empty(),
                    ancestors,
                    service(pid),
                    Optional.empty());
        } catch (IOException noNativeAccess) {
            return plain;
        }
    }

    /** The service manager may refuse whoever is no administrator; that leaves what the process itself shows. */
    private Optional<String> service(long pid) {
        try {
            return Optional.ofNullable(processes.services().get(pid)).map(name -> "service " + name);
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    private List<String> wordsIfKnown(ProcessHandle process) {
        try {
            return words(process.pid());
        } catch (IOException noNativeAccess) {
            return List.of();
        }
    }

    /** The command line, which may begin with less than the path of the program. */
    private List<String> words(long pid) throws IOException {
        Optional<String> image = processes.image(pid);
        List<String> words = processes
                .commandLine(pid)
                .map(WindowsCommandLine::words)
                .<List<String>>map(ArrayList::new)
                .orElseGet(ArrayList::new);
        if (image.isPresent() && words.isEmpty()) {
            return List.of(image.get());
        }
        image.ifPresent(path -> words.set(0, path));
        return words;
    }

    private List<Ancestor> ancestors(long pid) throws IOException {
        List<Ancestor> ancestors = new ArrayList<>();
        for (ProcessHandle parent :
                ProcessHandle.of(pid).map(ProcessHandleKind::above).orElse(List.of())) {
            List<String> words = words(parent.pid());
            String name = words.isEmpty() ? "?" : JvmCommand.lastPart(words.get(0));
            ancestors.add(new Ancestor(parent.pid(), KnownPrograms.shortName(words, name)));
        }
        return List.copyOf(ancestors);
    }
}
