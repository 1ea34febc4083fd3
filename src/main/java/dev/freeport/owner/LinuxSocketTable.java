package dev.freeport.owner;

import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The socket table of Linux: {@code /proc/self/net}, joined with {@code /proc/<pid>/fd}. */
final class LinuxSocketTable implements SocketTable {
    private final Path proc;
    private final ProcNet net;

    LinuxSocketTable(Path proc) {
        this.proc = proc;
        this.net = new ProcNet(proc);
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        List<KernelSocket> sockets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        net.read(protocol, port, sockets, notes);
        return withOwners(sockets, notes);
    }

    @Override
    public Snapshot readServers() {
        List<KernelSocket> sockets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            net.readServers(protocol, sockets, notes);
        }
        return withOwners(sockets, notes);
    }

    private Snapshot withOwners(List<KernelSocket> sockets, List<String> notes) {
        List<SocketRow> rows = new ArrayList<>();
        try {
            InodeOwners owners = InodeOwners.find(
                    proc,
                    sockets.stream()
                            .filter(KernelSocket::owned)
                            .map(KernelSocket::inode)
                            .collect(Collectors.toSet()));
            Map<Long, OwnerProcess> known = new HashMap<>();
            for (KernelSocket socket : sockets) {
                rows.add(socket.ownedBy(owners.of(socket.inode()).stream()
                        .map(pid -> known.computeIfAbsent(pid, unknown -> OwnerProcess.read(proc, unknown)))
                        .toList()));
            }
            if (rows.stream().anyMatch(row -> row.owned() && row.owners().isEmpty())) {
                notes.add(whyNotSeen(owners.unreadable()));
            }
        } catch (IOException broken) {
            sockets.forEach(socket -> rows.add(socket.ownedBy(List.of())));
            notes.add(proc + " could not be listed, so the owners are not known: " + broken.getMessage());
        }
        return new Snapshot(List.copyOf(rows), List.copyOf(notes));
    }

    private static String whyNotSeen(int unreadable) {
        return unreadable == 0
                ? "No process that is visible here has the socket open: its owner is outside this container, or hands the"
                        + " socket over just now."
                : "The open files of " + unreadable
                        + " processes are not readable for this user; as root, 'ss -Htanp' shows them.";
    }
}
