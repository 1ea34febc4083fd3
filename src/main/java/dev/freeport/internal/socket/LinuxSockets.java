package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sockets of Linux, from {@code /proc/self/net} or from sock_diag. The kernel answers sock_diag ten times as fast, as it
 * filters there and writes no text; but the first use of JNA takes some 100 ms. So this class asks sock_diag once JNA is in
 * use, or once reading the tables has taken, or would take, as much time in this JVM.
 */
final class LinuxSockets {
    private static final long NANOS_TO_LOAD_JNA = 100_000_000;

    /** What the kernel takes to write a line, and Java to read it. */
    private static final long NANOS_PER_LINE = 1_200;

    /** With fewer sockets, hardly any port of a dynamic range is in use. */
    private static final int FEW = 500;

    private final ProcNet net;
    private final SockDiag diag;
    private final AtomicLong spent = new AtomicLong();

    LinuxSockets(ProcNet net, SockDiag diag) {
        this.net = net;
        this.diag = diag;
    }

    /** Returns the sockets with a local port but those that are only bound; says what could not be read. */
    List<KernelSocket> read(Protocol protocol, int port, Deadline deadline, ReadingNotes notes) {
        List<KernelSocket> sockets = new ArrayList<>();
        if (protocol != Protocol.TCP || !ask(port, SockDiag.OTHERS, deadline, sockets)) {
            long start = System.nanoTime();
            net.read(protocol, port, deadline, sockets, notes);
            spent.addAndGet(System.nanoTime() - start);
        }
        return sockets;
    }

    List<KernelSocket> readServers(Deadline deadline, ReadingNotes notes) {
        List<KernelSocket> sockets = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            if (protocol != Protocol.TCP || !ask(SockDiag.ANY_PORT, SockDiag.LISTEN, deadline, sockets)) {
                long start = System.nanoTime();
                net.readServers(protocol, deadline, sockets, notes);
                spent.addAndGet(System.nanoTime() - start);
            }
        }
        return sockets;
    }

    /** Counts the local ports of connections in some ranges, each once. */
    int countConnected(List<PortRange> ranges, Deadline deadline) {
        if (net.countOfTcp() < FEW) {
            return 0;
        }
        List<KernelSocket> all = new ArrayList<>();
        if (!ask(SockDiag.ANY_PORT, SockDiag.CONNECTED, deadline, all)) {
            net.readConnected(deadline, all);
        }
        BitSet ports = new BitSet();
        for (KernelSocket socket : all) {
            ports.set(socket.local().getPort());
        }
        int count = 0;
        for (PortRange range : ranges) {
            count += ports.get(range.low(), range.high() + 1).cardinality();
        }
        return count;
    }

    List<KernelSocket> readBound(int port, Deadline deadline) throws IOException {
        return askDiag(port, SockDiag.BOUND_INACTIVE, deadline);
    }

    boolean showsBound() throws IOException {
        return diag.showsBound();
    }

    /** Asks sock_diag for TCP sockets if that is faster. Returns whether it has answered. */
    private boolean ask(int port, int states, Deadline deadline, List<KernelSocket> sockets) {
        if (!isWorthAsking()) {
            return false;
        }
        try {
            sockets.addAll(askDiag(port, states, deadline));
            return true;
        } catch (IOException notAsked) {
            return false;
        }
    }

    /** Asks sock_diag; to load JNA, which a JVM does once, does not count. */
    private List<KernelSocket> askDiag(int port, int states, Deadline deadline) throws IOException {
        if (diag.hasAnswered()) {
            return diag.read(port, states);
        }
        long start = deadline.now();
        try {
            return diag.read(port, states);
        } finally {
            deadline.exemptSince(start);
        }
    }

    private boolean isWorthAsking() {
        return diag.hasAnswered()
                || !diag.hasFailed() && spent.get() + net.countOfTcp() * NANOS_PER_LINE > NANOS_TO_LOAD_JNA;
    }
}
