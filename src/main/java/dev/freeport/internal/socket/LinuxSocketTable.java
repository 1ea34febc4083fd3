package dev.freeport.internal.socket;

import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.process.Deadline;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The socket table of Linux: sockets from {@link LinuxSockets}, joined with {@code /proc/<pid>/fd}. */
record LinuxSocketTable(Path proc, LinuxSockets sockets, Supplier<ProcessScan> searches) implements SocketTable {
    private static final String UNSEEN = "Sockets that are bound and do not listen cannot be read: ";

    LinuxSocketTable(Path proc, Netlink netlink) {
        this(proc, new LinuxSockets(new ProcNet(proc), new SockDiag(netlink)), ProcessScan::byDefault);
    }

    @Override
    public SocketTable within(Deadline deadline, Collection<Long> suspects) {
        ProcessScan search = ProcessScan.of(suspects, deadline);
        return new LinuxSocketTable(proc, sockets, () -> search);
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        ProcessScan search = searches.get();
        ReadingNotes notes = new ReadingNotes();
        return OwnerLookup.lookUp(proc, sockets.read(protocol, port, search.deadline(), notes), notes, search);
    }

    @Override
    public Snapshot read(Protocol protocol, InetSocketAddress local) {
        ProcessScan search = searches.get();
        ReadingNotes notes = new ReadingNotes();
        List<KernelSocket> found = new ArrayList<>();
        for (KernelSocket socket : sockets.read(protocol, local.getPort(), search.deadline(), notes)) {
            if (socket.local().equals(local)) {
                found.add(socket);
            }
        }
        return OwnerLookup.lookUp(proc, found, notes, search);
    }

    @Override
    public Snapshot readServers() {
        ProcessScan search = searches.get();
        ReadingNotes notes = new ReadingNotes();
        return OwnerLookup.lookUp(proc, sockets.readServers(search.deadline(), notes), notes, search);
    }

    @Override
    public Snapshot readBound(int port) {
        ProcessScan search = searches.get();
        ReadingNotes notes = new ReadingNotes();
        try {
            List<KernelSocket> found = sockets.readBound(port, search.deadline());
            if (found.isEmpty() && !sockets.showsBound()) {
                notes.add(UNSEEN + "the kernel shows them since Linux 6.8.");
            }
            return OwnerLookup.lookUp(proc, found, notes, search);
        } catch (IOException notAsked) {
            notes.add(UNSEEN + notAsked.getMessage() + ".");
            return notes.of(List.of());
        }
    }

    @Override
    public int countConnected(List<PortRange> ranges) {
        return sockets.countConnected(ranges, searches.get().deadline());
    }
}
