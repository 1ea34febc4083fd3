package dev.freeport.owner;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortClass;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.ServicesFile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Everything that listens on a host, sorted by port. {@code toString()} renders it as a table for a log.
 *
 * <pre>{@code
 * for (ListeningPort listener : FreePorts.listeners().listeners()) {
 *     if (listener.lent()) {
 *         System.out.println(listener.port() + " may be lent to any client, and a server listens on it");
 *     }
 * }
 * }</pre>
 *
 * @param listeners what listens, TCP before UDP on the same port
 * @param notes what could not be found out, one sentence each
 * @since 0.1.0
 */
public record ListeningPorts(List<ListeningPort> listeners, List<String> notes) {
    private static final Comparator<ListeningPort> BY_PORT =
            Comparator.comparingInt(ListeningPort::port).thenComparing(ListeningPort::protocol);

    /**
     * Reads what listens on this host.
     *
     * @param table the sockets
     * @param stack what this host does with port numbers
     * @param services the names of ports
     * @return what was found
     */
    public static ListeningPorts read(SocketTable table, HostStack stack, ServicesFile services) {
        Snapshot snapshot = table.readServers();
        Map<Server, Set<InetAddress>> servers = new LinkedHashMap<>();
        for (SocketInfo row : snapshot.sockets()) {
            Server server = new Server(row.protocol(), row.local().getPort(), row.owners(), row.uid());
            servers.computeIfAbsent(server, first -> new LinkedHashSet<>())
                    .add(row.local().getAddress());
        }
        List<ListeningPort> listeners = new ArrayList<>();
        servers.forEach((server, addresses) -> listeners.add(new ListeningPort(
                server.protocol,
                server.port,
                List.copyOf(addresses),
                server.owners,
                server.uid,
                PortClass.of(server.port),
                stack.isDynamic(server.protocol, server.port),
                services.name(server.protocol, server.port))));
        listeners.sort(BY_PORT);
        return new ListeningPorts(List.copyOf(listeners), snapshot.notes());
    }

    /** Returns a table with a line for each listener, and the notes below it. */
    @Override
    public String toString() {
        return ListingText.render(this);
    }

    /** What is one listener. */
    private record Server(Protocol protocol, int port, List<OwnerProcess> owners, OptionalLong uid) {}
}
