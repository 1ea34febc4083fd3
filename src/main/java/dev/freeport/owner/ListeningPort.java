package dev.freeport.owner;

import dev.freeport.stack.PortClass;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server on a port: TCP that listens, or UDP without a fixed peer. Sockets of one port with the same owners are one
 * server with several addresses. Implemented by Freeport alone: later versions may add methods.
 *
 * @since 0.1.0
 */
public interface ListeningPort {
    /** {@return the protocol} */
    Protocol protocol();

    /** {@return the port} */
    int port();

    /** {@return the addresses on which the server listens, each once, in the order of the system's table} */
    List<InetAddress> addresses();

    /** {@return all visible processes that have the port open, this JVM first} */
    List<OwnerProcess> owners();

    /** {@return the user who opened the port, if the system shows it} */
    OptionalLong uid();

    /** {@return the class of the port in RFC 6335} */
    PortClass portClass();

    /** {@return whether the port lies in the dynamic range of this host, from which the system assigns ports to clients} */
    boolean isDynamic();

    /** {@return the name of the port in the services file, if it has one} */
    Optional<String> service();

    /** {@return such as {@code tcp 8080 (registered, http-alt) on 0.0.0.0, [::]: pid 4711, java -jar shop.jar}} */
    @Override
    String toString();
}
