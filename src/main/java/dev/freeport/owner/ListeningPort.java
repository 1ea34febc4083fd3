package dev.freeport.owner;

import dev.freeport.stack.PortClass;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * What listens on a port: TCP, or UDP that receives from anybody. The sockets of one port that the same processes have are
 * one listener with several addresses, as a server for IPv4 and IPv6 is one server; those that different processes have are
 * several.
 *
 * @param protocol the protocol
 * @param port the port
 * @param addresses the addresses it listens on, each once, in the order of the table of the system
 * @param owners all processes that are seen to have it open, this JVM first
 * @param uid the user who opened it, if the system says
 * @param portClass the class of the port in RFC 6335
 * @param lent whether the port lies in the dynamic range of this host, out of which clients are lent ports
 * @param service the name of the port in the services file, if it has one
 * @since 0.1.0
 */
public record ListeningPort(
        Protocol protocol,
        int port,
        List<InetAddress> addresses,
        List<OwnerProcess> owners,
        OptionalLong uid,
        PortClass portClass,
        boolean lent,
        Optional<String> service) {

    /** Returns such as {@code tcp 8080 (registered, http-alt) on 0.0.0.0, [::]: pid 4711, java -jar shop.jar}. */
    @Override
    public String toString() {
        StringJoiner classes = new StringJoiner(", ", " (", ")").add(portClass.toString());
        if (lent) {
            classes.add("lent here");
        }
        service.ifPresent(classes::add);
        StringJoiner processes = new StringJoiner("; ");
        owners.forEach(owner -> processes.add(owner.label() + ", " + owner.command()));
        return protocol + " " + port + classes + " on " + addressText() + ": "
                + (owners.isEmpty() ? "a process that is not visible from here" : processes);
    }

    String addressText() {
        StringJoiner text = new StringJoiner(", ");
        addresses.forEach(address -> text.add(SocketText.host(address)));
        return text.toString();
    }
}
