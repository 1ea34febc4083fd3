package dev.freeport.internal.socket;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.pool.ServicesFile;
import dev.freeport.internal.text.AddressText;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortClass;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Joins the sockets of each server of a host. */
public final class ListeningPortsReader {
    private static final Comparator<ListeningPort> BY_PORT =
            Comparator.comparingInt(ListeningPort::port).thenComparing(ListeningPort::protocol);

    private ListeningPortsReader() {}

    /**
     * Reads the servers of a host with this table, its dynamic ranges and its services file; but not the kernel locks of
     * reservations, which serve no client.
     */
    public static ListeningPorts read(
            SocketTable table, HostStack stack, ServicesFile services, Predicate<SocketInfo> isKernelLock) {
        Snapshot snapshot = table.readServers();
        Map<Server, Set<InetAddress>> servers = new LinkedHashMap<>();
        int locks = 0;
        for (SocketInfo row : snapshot.sockets()) {
            if (isKernelLock.test(row)) {
                locks++;
                continue;
            }
            Server server = new Server(row.protocol(), row.local().getPort(), row.owners(), row.uid());
            servers.computeIfAbsent(server, first -> new LinkedHashSet<>())
                    .add(row.local().getAddress());
        }
        List<ListeningPort> listeners = new ArrayList<>();
        servers.forEach((server, addresses) -> listeners.add(new Row(
                server.protocol,
                server.port,
                List.copyOf(addresses),
                server.owners,
                server.uid,
                PortClass.of(server.port),
                stack.isDynamic(server.protocol, server.port),
                services.name(server.protocol, server.port))));
        listeners.sort(BY_PORT);
        return new ListeningPorts(List.copyOf(listeners), notes(snapshot, locks));
    }

    private static List<String> notes(Snapshot snapshot, int locks) {
        List<String> notes = new ArrayList<>(snapshot.notes());
        if (locks > 0) {
            notes.add("UDP port " + PortPool.KERNEL_LOCKS + " is not listed: "
                    + (locks == 1 ? "1 kernel lock" : locks + " kernel locks") + " of Freeport's reservations.");
        }
        return List.copyOf(notes);
    }

    /** What makes sockets one server. */
    private record Server(Protocol protocol, int port, List<OwnerProcess> owners, OptionalLong uid) {}

    record Row(
            Protocol protocol,
            int port,
            List<InetAddress> addresses,
            List<OwnerProcess> owners,
            OptionalLong uid,
            PortClass portClass,
            boolean isDynamic,
            Optional<String> service)
            implements ListeningPort {
        @Override
        public String toString() {
            StringJoiner classes = new StringJoiner(", ", " (", ")").add(portClass.toString());
            if (isDynamic) {
                classes.add("in dynamic range");
            }
            service.ifPresent(classes::add);
            return protocol + " " + port + classes + " on "
                    + addresses.stream().map(AddressText::bracketed).collect(Collectors.joining(", ")) + ": "
                    + (owners.isEmpty()
                            ? "a process that is not visible from here"
                            : owners.stream()
                                    .map(owner -> owner.label() + ", " + owner.command())
                                    .collect(Collectors.joining("; ")));
        }
    }
}
