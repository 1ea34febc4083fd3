package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import dev.freeport.stack.Protocol;
import java.util.Collection;

/**
 * The table of TCP and UDP sockets of this host. Reading never throws, and takes about a second at most; what could not be
 * read is said instead. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public interface SocketTable {

    /** The table of the system this JVM runs on. */
    SocketTable SYSTEM = SocketTables.forThisSystem();

    /**
     * Returns this table, to be read within a time. Where each process must be looked into to find the owners of a socket,
     * this JVM is looked into first, then the suspects, then the processes of the user who opened the socket, then all
     * others, as any process may have inherited it. What the time did not suffice for is said.
     *
     * @param deadline until when; without one each reading has a second
     * @param suspects the ids of processes that are likely owners
     * @return the table
     */
    default SocketTable within(Deadline deadline, Collection<Long> suspects) {
        return this;
    }

    /**
     * Reads the sockets whose local port is the given one, and their owners. TCP sockets that neither listen nor are
     * connected are left out.
     *
     * @param protocol the protocol
     * @param port the local port, 1 to 65535
     * @return what was found
     */
    Snapshot read(Protocol protocol, int port);

    /**
     * Reads the TCP sockets that have a local port and neither listen nor are connected, and their owners. Costs more
     * than {@link #read}.
     *
     * @param port the local port, 1 to 65535
     * @return what was found; if nothing was and there is no note, there is none
     */
    Snapshot readBound(int port);

    /**
     * Reads all sockets that serve on this host, TCP and UDP, and their owners.
     *
     * @return what was found
     */
    Snapshot readServers();
}
