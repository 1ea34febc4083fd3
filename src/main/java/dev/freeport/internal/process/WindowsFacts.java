package dev.freeport.internal.process;

import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.owner.OwnerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes a process of Windows; what the system does not show is unknown. */
public record WindowsFacts(WindowsProcesses processes) {
    /** Describes a process. To {@link ProcessHandle} one that this user may not open seems to have ended. */
    public OwnerProcess of(long pid) {
        Optional<String> service = service(pid);
        Optional<String> unit = service.map(name -> "service " + name);
        Optional<String> howToStop = service.flatMap(WindowsFacts::howToStop);
        List<String> words = words(pid);
        return ProcessHandle.of(pid).isPresent()
                ? ProcessHandleFacts.of(pid, this::words, unit, howToStop)
                : new ProcessDetails(
                        pid,
                        ProcessHandleFacts.command(words),
                        ProcessDetails.UNKNOWN_USER,
                        Optional.empty(),
                        KnownPrograms.kind(words),
                        Optional.empty(),
                        List.of(),
                        unit,
                        Optional.empty(),
                        Optional.empty(),
                        howToStop.or(() -> NeededProgram.of(words).flatMap(NeededProgram::howToStop)));
    }

    /** The service manager answers administrators only. */
    private Optional<String> service(long pid) {
        try {
            return Optional.ofNullable(processes.services().get(pid));
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    /** Ending the process would end all services in it, and with some the system; the manager stops no needed service. */
    static Optional<String> howToStop(String services) {
        if (services.contains(", ")) {
            return Optional.empty();
        }
        return Optional.of(
                services.equalsIgnoreCase("iphlpsvc")
                        ? "Remove the forwarding (netsh interface portproxy show all)"
                        : "Stop the service (net stop " + (services.contains(" ") ? '"' + services + '"' : services)
                                + ")");
    }

    private List<String> words(ProcessHandle process) {
        List<String> words = words(process.pid());
        return words.isEmpty() ? ProcessHandleFacts.words(process) : words;
    }

    /** Returns the command line, which may begin with less than the path of the program. */
    private List<String> words(long pid) {
        try {
            Optional<String> image = processes.image(pid);
            List<String> words = new ArrayList<>(
                    processes.commandLine(pid).map(WindowsCommandLine::words).orElse(List.of()));
            if (image.isPresent() && words.isEmpty()) {
                return List.of(image.get());
            }
            image.ifPresent(path -> words.set(0, path));
            return words;
        } catch (IOException noNativeAccess) {
            return List.of();
        }
    }
}
