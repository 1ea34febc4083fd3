package dev.freeport.internal.socket;

import dev.freeport.internal.os.IpHelper;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The socket table of Windows, from the IP helper, or without native access from {@code netstat}. */
record WindowsSocketTable(
        IpHelper helper,
        TimedCommand command,
        Supplier<Map<Long, Long>> running,
        LongFunction<OwnerProcess> facts,
        Supplier<Deadline> deadlines)
        implements SocketTable {
    /** The pid of the kernel, which serves http.sys, SMB and others. */
    private static final long SYSTEM_PROCESS = 4;

    /** Takes all processes, each with the one that started it, which may have ended, and what describes a process. */
    WindowsSocketTable(
            IpHelper helper,
            TimedCommand command,
            Supplier<Map<Long, Long>> running,
            LongFunction<OwnerProcess> facts) {
        this(helper, command, running, facts, Deadline::byDefault);
    }

    @Override
    public SocketTable within(Deadline deadline, Collection<Long> suspects) {
        return new WindowsSocketTable(helper, command, running, facts, () -> deadline);
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        return read(
                List.of(protocol), socket -> socket.local().getPort() == port && socket.state() != SocketState.CLOSE);
    }

    @Override
    public Snapshot readBound(int port) {
        return new Snapshot(
                List.of(),
                List.of("Freeport cannot read sockets that are bound and do not listen; 'netstat -anoq' shows them."));
    }

    @Override
    public Snapshot readServers() {
        return read(List.of(Protocol.values()), SocketRow::serves);
    }

    private Snapshot read(List<Protocol> protocols, Predicate<SocketRow> which) {
        SocketRowsByPid rows = new SocketRowsByPid(this::describe);
        ReadingNotes notes = new ReadingNotes();
        List<WindowsTables.Entry> entries = new ArrayList<>();
        try {
            for (Protocol protocol : protocols) {
                entries.addAll(WindowsTables.read(helper, protocol));
            }
        } catch (IOException noHelper) {
            entries.clear();
            askNetstat(protocols, noHelper, entries, notes);
        }
        entries.removeIf(entry -> !which.test(entry.socket()));
        Map<Long, Long> alive = entries.stream().anyMatch(entry -> entry.pid() != 0) ? running.get() : Map.of();
        for (WindowsTables.Entry entry : entries) {
            for (long owner : owners(entry.pid(), alive, notes)) {
                rows.add(entry, entry.socket(), OptionalLong.empty(), owner);
            }
        }
        return notes.of(rows.toRows());
    }

    /** The table names the process that opened a socket; if it has ended, its running children may have inherited it. */
    private static List<Long> owners(long pid, Map<Long, Long> alive, ReadingNotes notes) {
        if (pid == 0 || pid == SYSTEM_PROCESS || alive.containsKey(pid)) {
            return List.of(pid);
        }
        List<Long> children = alive.entrySet().stream()
                .filter(process -> process.getValue() == pid)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        StringJoiner named = new StringJoiner(", ", " (now: ", ")").setEmptyValue("");
        children.forEach(child -> named.add(child.toString()));
        String note = "Process " + pid + ", which opened the socket, has ended; a process that it started" + named
                + " may have inherited the socket.";
        notes.addOnce(note);
        return children.isEmpty() ? List.of(pid) : children;
    }

    private void askNetstat(
            List<Protocol> protocols, IOException noHelper, List<WindowsTables.Entry> entries, ReadingNotes notes) {
        Deadline deadline = deadlines.get();
        try {
            NetstatText.parse(command.run(List.of("netstat", "-ano"), deadline)).stream()
                    .filter(entry -> protocols.contains(entry.socket().protocol()))
                    .forEach(entries::add);
        } catch (IOException noNetstat) {
            String why = "The owners of ports cannot be read: " + noHelper.getMessage() + ", and "
                    + noNetstat.getMessage() + ".";
            if (deadline.isOver()) {
                notes.addCutShort(why);
            } else {
                notes.add(why);
            }
        }
    }

    private OwnerProcess describe(long pid) {
        return pid == SYSTEM_PROCESS
                ? new ProcessDetails(
                        pid,
                        "[System: the kernel, for http.sys, SMB and the like]",
                        "SYSTEM",
                        Optional.empty(),
                        OwnerKind.KERNEL,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty())
                : facts.apply(pid);
    }
}
