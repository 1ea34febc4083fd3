package dev.freeport.owner;

import dev.freeport.stack.Protocol;

/**
 * The table of TCP and UDP sockets of this host. Reading never throws; what could not be read is said instead. Safe for
 * use by several threads.
 *
 * @since 0.1.0
 */
public interface SocketTable {

    /** The table of the system this JVM runs on. */
    SocketTable SYSTEM = SocketTables.forThisSystem();

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
