package dev.freeport.owner;

import dev.freeport.stack.PortClass;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server on a port: TCP that listens, or UDP without a fixed peer. Sockets of one port with the same owners are one
 * server with several addresses, such as one for IPv4 and one for IPv6. Implemented by Freeport alone: later versions may
 * add methods.
 *
 * @since 0.1.0
 */
public interface ListeningPort {
    /**
     * Returns the protocol.
     *
     * @return the protocol
     */
    Protocol protocol();

    /**
     * Returns the port.
     *
     * @return the port, 1 to 65535
     */
    int port();

    /**
     * Returns the addresses on which it listens.
     *
     * @return each address once, in the order of the system's table
     */
    List<InetAddress> addresses();

    /**
     * Returns all visible processes that have it open.
     *
     * @return the owners, this JVM first
     */
    List<OwnerProcess> owners();

    /**
     * Returns the user who opened it.
     *
     * @return the user id, if the system tells
     */
    OptionalLong uid();

    /**
     * Returns the class of the port in RFC 6335.
     *
     * @return the class
     */
    PortClass portClass();

    /**
     * Tells whether the port lies in the dynamic range of this host, from which the system assigns ports to clients.
     *
     * @return whether it does
     */
    boolean isDynamic();

    /**
     * Returns the name of the port in the services file.
     *
     * @return the name, if it has one
     */
    Optional<String> service();

    /**
     * Returns the port and its owners.
     *
     * @return such as {@code tcp 8080 (registered, http-alt) on 0.0.0.0, [::]: pid 4711, java -jar shop.jar}
     */
    @Override
    String toString();
}
