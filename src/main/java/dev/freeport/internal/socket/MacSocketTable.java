package dev.freeport.internal.socket;

import dev.freeport.internal.os.LibProc;
import dev.freeport.internal.process.Deadline;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The sockets of macOS by their processes, from libproc, or without native access from lsof(8). */
record MacSocketTable(
        LibProc libProc, TimedCommand command, LongFunction<OwnerProcess> facts, Supplier<ProcessScan> searches)
        implements SocketTable {
    MacSocketTable(LibProc libProc, TimedCommand command, LongFunction<OwnerProcess> facts) {
        this(libProc, command, facts, ProcessScan::byDefault);
    }

    @Override
    public SocketTable within(Deadline deadline, Collection<Long> suspects) {
        ProcessScan search = ProcessScan.of(suspects, deadline);
        return new MacSocketTable(libProc, command, facts, () -> search);
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
        return read(SocketRow::serves, "-i");
    }

    private Snapshot read(Predicate<SocketRow> which, String selection) {
        ProcessScan search = searches.get();
        try {
            return askLibrary(new SocketRowsByPid(facts), which, search);
        } catch (IOException noLibrary) {
            return askLsof(new SocketRowsByPid(facts), which, selection, search.deadline(), noLibrary);
        }
    }

    private Snapshot askLibrary(SocketRowsByPid rows, Predicate<SocketRow> which, ProcessScan search)
            throws IOException {
        int hidden = 0;
        Deadline deadline = search.deadline().earlier();
        Set<Long> all =
                search.inOrder(libProc.pids().stream().map(Long::valueOf).toList());
        Deque<Long> left = new ArrayDeque<>(all);
        int likely = search.countLikely(all);
        for (int i = 0; !left.isEmpty() && (i < likely || !deadline.isOver()); i++) {
            hidden += read(left.remove(), rows, which) ? 0 : 1;
            deadline.step();
        }
        if (left.isEmpty()) {
            List<SocketInfo> found = rows.toRows();
            return new Snapshot(found, found.isEmpty() ? hiddenNote(hidden) : List.of());
        }
        for (long child : ProcessScan.descendants()) {
            if (left.contains(child)) {
                read(child, rows, which);
            }
        }
        return new Snapshot(rows.toRows(), List.of(search.cutShort(all.size() - left.size(), all.size())), true);
    }

    /** Reads the sockets of a process, and returns whether this user may. */
    private boolean read(long process, SocketRowsByPid rows, Predicate<SocketRow> which) throws IOException {
        int pid = (int) process;
        Optional<List<Integer>> descriptors = libProc.sockets(pid);
        for (int descriptor : descriptors.orElse(List.of())) {
            libProc.socket(pid, descriptor)
                    .flatMap(LibprocSocket::parse)
                    .filter(info -> which.test(info.socket()))
                    .ifPresent(info -> rows.add(info.identity(), info.socket(), OptionalLong.empty(), pid));
        }
        return descriptors.isPresent();
    }

    /** Without the process there is no socket to see, so that those of other users are invisible. */
    private static List<String> hiddenNote(int hidden) {
        return hidden == 0
                ? List.of()
                : List.of("The open files of " + hidden
                        + " processes are not readable for this user; 'sudo lsof -nP -i' shows them.");
    }

    private Snapshot askLsof(
            SocketRowsByPid rows,
            Predicate<SocketRow> which,
            String selection,
            Deadline deadline,
            IOException noLibrary) {
        List<String> notes = new ArrayList<>();
        boolean isKilled = false;
        // lsof fails also if it finds nothing
        String script = "command -v lsof > /dev/null && { lsof -nP " + selection + " -F pfudtPTn 2> /dev/null; true; }";
        try {
            LsofText.parse(command.run(List.of("sh", "-c", script), deadline)).stream()
                    .filter(entry -> which.test(entry.socket()))
                    .forEach(entry -> rows.add(entry.identity(), entry.socket(), entry.uid(), entry.pid()));
        } catch (IOException noLsof) {
            isKilled = deadline.isOver();
            notes.add("The owners of ports cannot be read: " + noLibrary.getMessage() + ", and " + noLsof.getMessage()
                    + ".");
        }
        List<SocketInfo> found = rows.toRows();
        if (found.isEmpty() && notes.isEmpty()) {
            notes.add("Only processes of this user were searched, with lsof; 'sudo lsof -nP -i' shows all.");
        }
        return new Snapshot(found, List.copyOf(notes), isKilled);
    }
}
