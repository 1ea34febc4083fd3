package dev.freeport.owner;

import dev.freeport.kernel.Netlink;
import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.util.List;

/** Knows which socket table a system has. */
final class SocketTables {
    private SocketTables() {}

    static SocketTable forThisSystem() {
        return forSystem(System.getProperty("os.name", ""));
    }

    /** Takes the system property {@code os.name}. */
    static SocketTable forSystem(String name) {
        return name.equals("Linux") ? new LinuxSocketTable(Path.of("/proc"), Netlink.SOCK_DIAG) : new NoTable(name);
    }

    private record NoTable(String system) implements SocketTable {
        @Override
        public Snapshot read(Protocol protocol, int port) {
            return readServers();
        }

        @Override
        public Snapshot readBound(int port) {
            return readServers();
        }

        @Override
        public Snapshot readServers() {
            return new Snapshot(List.of(), List.of("Who owns a port cannot be told on " + system + "."));
        }
    }
}
