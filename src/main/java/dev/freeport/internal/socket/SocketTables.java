package dev.freeport.internal.socket;

import dev.freeport.internal.os.IpHelper;
import dev.freeport.internal.os.LibProc;
import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.internal.process.ProcessHandleFacts;
import dev.freeport.internal.process.WindowsFacts;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses the socket table of a system. */
final class SocketTables {
    private SocketTables() {}

    static SocketTable forSystem(String name) {
        return switch (OperatingSystem.of(name)) {
            case LINUX -> new LinuxSocketTable(Path.of("/proc"), Netlink.SOCK_DIAG);
            case WINDOWS ->
                new WindowsSocketTable(
                        IpHelper.SYSTEM,
                        TimedCommand.SYSTEM,
                        SocketTables::running,
                        new WindowsFacts(WindowsProcesses.SYSTEM)::of);
            case MACOS -> new MacSocketTable(LibProc.SYSTEM, TimedCommand.SYSTEM, ProcessHandleFacts::of);
            default -> new NoTable(name);
        };
    }

    /** Returns all processes, even those that this user may not open and {@link ProcessHandle#of} does not find. */
    private static Map<Long, Long> running() {
        try {
            return WindowsProcesses.SYSTEM.parents();
        } catch (IOException noNativeAccess) {
            return ProcessHandle.allProcesses()
                    .collect(Collectors.toMap(ProcessHandle::pid, process -> 0L, (one, other) -> one));
        }
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
            return new Snapshot(List.of(), List.of("Freeport cannot read the owners of ports on " + system + "."));
        }
    }
}
