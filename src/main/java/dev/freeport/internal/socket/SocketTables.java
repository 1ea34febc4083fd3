package dev.freeport.internal.socket;

import dev.freeport.internal.os.IpHelper;
import dev.freeport.internal.os.LibProc;
import dev.freeport.internal.os.Netlink;
import dev.freeport.internal.os.WindowsProcesses;
import dev.freeport.internal.process.ProcessHandleFacts;
import dev.freeport.internal.process.WindowsFacts;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows which socket table a system has. */
final class SocketTables {
    private SocketTables() {}

    static SocketTable forThisSystem() {
        return forSystem(System.getProperty("os.name", ""));
    }

    /** Takes the system property {@code os.name}. */
    static SocketTable forSystem(String name) {
        if (name.equals("Linux")) {
            return new LinuxSocketTable(Path.of("/proc"), Netlink.SOCK_DIAG);
        }
        if (name.startsWith("Windows")) {
            return new WindowsSocketTable(
                    IpHelper.SYSTEM,
                    TimedCommand.SYSTEM,
                    SocketTables::running,
                    new WindowsFacts(WindowsProcesses.SYSTEM)::of);
        }
        return name.equals("Mac OS X")
                ? new MacSocketTable(LibProc.SYSTEM, TimedCommand.SYSTEM, ProcessHandleFacts::of)
                : new NoTable(name);
    }

    /** Also those that this user may not open, which {@link ProcessHandle#of} takes for ended. */
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
            return new Snapshot(List.of(), List.of("Who owns a port cannot be told on " + system + "."));
        }
    }
}
