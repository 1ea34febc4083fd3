package dev.freeport.owner;

import dev.freeport.kernel.Netlink;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    private volatile boolean showsBound;

    LinuxSocketTable(Path proc, Netlink netlink) {
        this.proc = proc;
        this.net = new ProcNet(proc);
        this.diag = new SockDiag(netlink);
    }

    @Override
    public Snapshot read(Protocol protocol, int port) {
        List<KernelSocket> sockets = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (protocol != Protocol.TCP || net.countOfTcp() < MANY || !ask(port, sockets)) {
            net.read(protocol, port, sockets, notes);
        }
        return withOwners(sockets, notes);
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
        List<String> notes = new ArrayList<>();
        try {
            List<KernelSocket> sockets = diag.read(Protocol.TCP, port, SockDiag.BOUND_INACTIVE);
            if (sockets.isEmpty() && !showsBound()) {
                notes.add(UNSEEN + "the kernel shows none before Linux 6.8.");
            }
            return withOwners(sockets, notes);
        } catch (IOException notAsked) {
            return new Snapshot(List.of(), List.of(UNSEEN + notAsked.getMessage() + "."));
        }
    }

    /** Tries it once with a socket of our own. */
    private boolean showsBound() throws IOException {
        if (!showsBound) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                showsBound = !diag.read(Protocol.TCP, socket.getLocalPort(), SockDiag.BOUND_INACTIVE)
                        .isEmpty();
            }
        }
        return showsBound;
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
                rows.add(socket.ownedBy(pids(socket, owners).stream()
                        .map(pid -> known.computeIfAbsent(pid, unknown -> ProcFacts.of(proc, unknown)))
                        .toList()));
            }
            List<SocketRow> unseen = rows.stream()
                    .filter(row -> row.owned() && row.owners().isEmpty())
                    .toList();
            if (!unseen.isEmpty()) {
                notes.add(whyNotSeen(unseen, owners.unreadable()));
            }
        } catch (IOException broken) {
            sockets.forEach(socket -> rows.add(socket.ownedBy(List.of())));
            notes.add(proc + " could not be listed, so the owners are not known: " + broken.getMessage());
        }
        return new Snapshot(List.copyOf(rows), List.copyOf(notes));
    }

    /** Returns the owners that are seen; failing that, who says that he has the port. */
    private List<Long> pids(KernelSocket socket, InodeOwners owners) {
        List<Long> pids = owners.of(socket.inode());
        return pids.isEmpty() && socket.owned() && owners.unreadable() > 0 && socket.serves()
                ? DockerProxy.find(proc, socket.protocol(), socket.local().getPort())
                : pids;
    }

    private static String whyNotSeen(List<SocketRow> unseen, int unreadable) {
        if (unreadable == 0) {
            return "No process that is visible here has the socket open: its owner is outside this container, or hands"
                    + " the socket over just now.";
        }
        String users = unseen.stream()
                .flatMap(row -> row.uid().stream().boxed())
                .distinct()
                .map(uid -> UserNames.describe(Path.of("/etc/passwd"), uid))
                .collect(Collectors.joining(", "));
        return "The socket was opened by user " + users + "; the open files of " + unreadable
                + " processes are not readable for this user, but as root 'ss -Htanp' shows them.";
    }
}
