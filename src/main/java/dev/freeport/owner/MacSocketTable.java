package dev.freeport.owner;

import dev.freeport.kernel.ExternalCommand;
import dev.freeport.kernel.LibProc;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** The sockets of macOS, by way of the processes that have them: libproc, or where native access is missing lsof(8). */
final class MacSocketTable implements SocketTable {
    private final LibProc library;
    private final ExternalCommand command;
    private final LongFunction<OwnerProcess> facts;

    MacSocketTable(LibProc library, ExternalCommand command, LongFunction<OwnerProcess> facts) {
        this.library = library;
        this.command = command;
        this.facts = facts;
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        return read(
                socket -> socket.protocol() == protocol
                        && socket.local().getPort() == port
                        && (protocol == Protocol.UDP || socket.state() != SocketState.BOUND),
                "-i" + protocol + ":" + port);
    }

    @Override
    public Snapshot readBound(int port) {
        return read(
                socket -> socket.protocol() == Protocol.TCP
                        && socket.local().getPort() == port
                        && socket.state() == SocketState.BOUND,
                "-itcp:" + port);
    }

    @Override
    public Snapshot readServers() {
        return read(PidRows.Socket::serves, "-i");
    }

    private Snapshot read(Predicate<PidRows.Socket> which, String selection) {
        PidRows rows = new PidRows(facts);
        try {
            return askLibrary(rows, which);
        } catch (IOException noLibrary) {
            return askLsof(new PidRows(facts), which, selection, noLibrary);
        }
    }

    private Snapshot askLibrary(PidRows rows, Predicate<PidRows.Socket> which) throws IOException {
        int hidden = 0;
        for (int pid : library.pids()) {
            List<Integer> descriptors = library.sockets(pid).orElse(null);
            if (descriptors == null) {
                hidden++;
                continue;
            }
            for (int descriptor : descriptors) {
                library.socket(pid, descriptor)
                        .flatMap(SocketInfo::parse)
                        .filter(info -> which.test(info.socket()))
                        .ifPresent(info -> rows.add(info.identity(), info.socket(), OptionalLong.empty(), pid));
            }
        }
        List<SocketRow> found = rows.toRows();
        return new Snapshot(found, found.isEmpty() ? hiddenNote(hidden) : List.of());
    }

    /** Sockets are seen through their processes only, so that one of another user is not seen at all. */
    private static List<String> hiddenNote(int hidden) {
        return hidden == 0
                ? List.of()
                : List.of("The open files of " + hidden
                        + " processes are not readable for this user; 'sudo lsof -nP -i'" + " shows them.");
    }

    private Snapshot askLsof(PidRows rows, Predicate<PidRows.Socket> which, String selection, IOException noLibrary) {
        List<String> notes = new ArrayList<>();
        // It fails if it finds nothing, too.
        String script = "command -v lsof > /dev/null && { lsof -nP " + selection + " -F pfudtPTn 2> /dev/null; true; }";
        try {
            LsofText.parse(command.run(List.of("sh", "-c", script))).stream()
                    .filter(entry -> which.test(entry.socket()))
                    .forEach(entry -> rows.add(entry.identity(), entry.socket(), entry.uid(), entry.pid()));
        } catch (IOException noLsof) {
            notes.add(
                    "Who owns a port cannot be told: " + noLibrary.getMessage() + ", and " + noLsof.getMessage() + ".");
        }
        List<SocketRow> found = rows.toRows();
        if (found.isEmpty() && notes.isEmpty()) {
            notes.add("Only processes of this user were looked at, with lsof; 'sudo lsof -nP -i' shows all.");
        }
        return new Snapshot(found, List.copyOf(notes));
    }
}
