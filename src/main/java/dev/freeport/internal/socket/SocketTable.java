package dev.freeport.internal.socket;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.process.Deadline;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The table of TCP and UDP sockets of this host. Reading never throws, and stops after a {@link Deadline}; what cannot be read
 * becomes a note. Safe for use by several threads.
 */
public interface SocketTable {

    SocketTable SYSTEM = SocketTables.forSystem(OperatingSystem.NAME);

    /**
     * Returns this table with a deadline. Where only a look into each process finds the owners of a socket, this JVM
     * comes first, then the suspects, the processes of the user who opened the socket, and all others, as any process
     * may have inherited it. A note says what the time did not suffice for; this JVM, the suspects and what this JVM
     * has started are looked into in any case.
     */
    default SocketTable within(Deadline deadline, Collection<Long> suspects) {
        return this;
    }

    /** Reads the sockets with a local port, and their owners, but TCP sockets that are only bound. */
    Snapshot read(Protocol protocol, int port);

    /** As {@link #read(Protocol, int)}, but those alone that are bound to one address: of no other the owners are looked for. */
    default Snapshot read(Protocol protocol, InetSocketAddress local) {
        Snapshot all = read(protocol, local.getPort());
        List<SocketInfo> some = new ArrayList<>(all.sockets());
        some.removeIf(socket -> !socket.local().equals(local));
        return new Snapshot(List.copyOf(some), all.notes(), all.isCutShort());
    }

    /** Reads the TCP sockets that are only bound to a port, and their owners, at a higher cost than {@link #read}. */
    Snapshot readBound(int port);

    /** Counts the ports of ranges that connections of TCP use; 0 if they are so few that it is not worth counting. */
    default int countConnected(List<PortRange> ranges) {
        return 0;
    }

    /** Reads all sockets that serve on this host, TCP and UDP, and their owners. */
    Snapshot readServers();
}
