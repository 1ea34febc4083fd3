package dev.freeport.owner;

import java.nio.file.Path;
import java.util.List;

/** The table of TCP sockets of this host. Reading never throws; what could not be read is said instead. */
public interface SocketTable {

    /** The table of the system this JVM runs on. */
    SocketTable SYSTEM = System.getProperty("os.name", "").equals("Linux")
            ? new ProcSocketTable(Path.of("/proc"))
            : port -> new Snapshot(
                    List.of(), List.of(), List.of("The owner of a port cannot be told on this system yet."));

    /**
     * Reads the sockets whose local port is the given one, and their owners.
     *
     * @param port the local port, 1 to 65535
     * @return what was found
     */
    Snapshot read(int port);

    /**
     * What was found.
     *
     * @param sockets the sockets with the port
     * @param owners all processes that have one of {@code sockets} open, this JVM first
     * @param notes what could not be read, one sentence each
     */
    record Snapshot(List<SocketRow> sockets, List<OwnerProcess> owners, List<String> notes) {}
}
