package dev.freeport.owner;

import dev.freeport.kernel.Netlink;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The socket table of Linux: {@code /proc/self/net}, joined with {@code /proc/<pid>/fd}. What that does not show is
 * asked of sock_diag, and only when it is needed, as the first use of JNA costs some 100 ms.
 */
final class LinuxSocketTable implements SocketTable {
    private static final String UNSEEN = "Sockets that are bound and do not listen could not be looked for: ";

    private static final int MANY = 20_000;

    private final Path proc;
    private final ProcNet net;
    private final SockDiag diag;
    private final Supplier<Search> searches;

    LinuxSocketTable(Path proc, Netlink netlink) {
        this(proc, new ProcNet(proc), new SockDiag(netlink), Search::usual);
    }

    private LinuxSocketTable(Path proc, ProcNet net, SockDiag diag, Supplier<Search> searches) {
        this.proc = proc;
        this.net = net;
        this.diag = diag;
        this.searches = searches;
    }

    @Override
    public SocketTable within(Deadline deadline, Collection<Long> suspects) {
        Search search = new Search(List.copyOf(suspects), deadline);
        return new LinuxSocketTable(proc, net, diag, () -> search);
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        Search search = searches.get();
        List<KernelSocket> sockets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (protocol != Protocol.TCP || net.countOfTcp() < MANY || !ask(port, sockets)) {
            net.read(protocol, port, search.deadline(), sockets, notes);
        }
        return OwnerLookup.lookUp(proc, sockets, notes, search);
    }

    /** Asks sock_diag, which is faster where there are many sockets, even with the time it takes to load JNA. */
    private boolean ask(int port, List<KernelSocket> sockets) {
        try {
            sockets.addAll(diag.read(Protocol.TCP, port, SockDiag.USUAL));
            return true;
        } catch (IOException notAsked) {
            return false;
        }
    }

    @Override
    public Snapshot readBound(int port) {
        Search search = searches.get();
        List<String> notes = new ArrayList<>();
        try {
            List<KernelSocket> sockets = diag.read(Protocol.TCP, port, SockDiag.BOUND_INACTIVE);
            if (sockets.isEmpty() && !diag.showsBound()) {
                notes.add(UNSEEN + "the kernel shows none before Linux 6.8.");
            }
            return OwnerLookup.lookUp(proc, sockets, notes, search);
        } catch (IOException notAsked) {
            return new Snapshot(List.of(), List.of(UNSEEN + notAsked.getMessage() + "."));
        }
    }

    @Override
    public Snapshot readServers() {
        Search search = searches.get();
        List<KernelSocket> sockets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            net.readServers(protocol, search.deadline(), sockets, notes);
        }
        return OwnerLookup.lookUp(proc, sockets, notes, search);
    }
}
