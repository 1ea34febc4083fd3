package dev.freeport.owner;

import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A socket in a table of the kernel. Implemented by Freeport alone: later versions may add methods.
 *
 * @since 0.1.0
 */
public interface SocketInfo {
    /**
     * Returns its protocol.
     *
     * @return the protocol
     */
    Protocol protocol();

    /**
     * Returns the address and port it is bound to.
     *
     * @return the local end
     */
    InetSocketAddress local();

    /**
     * Returns the peer.
     *
     * @return the remote end; port 0 if there is none
     */
    InetSocketAddress remote();

    /**
     * Returns its state.
     *
     * @return the state
     */
    SocketState state();

    /**
     * Tells whether it belongs to a process, visible or not. What is left of a closed connection belongs to none.
     *
     * @return whether it does
     */
    boolean owned();

    /**
     * Returns the user who opened it.
     *
     * @return the user id, if a process owns the socket and the system tells
     */
    OptionalLong uid();

    /**
     * Returns all visible processes that have it open.
     *
     * @return the owners, this JVM first
     */
    List<OwnerProcess> owners();

    /**
     * Returns how long the kernel will keep a socket that belongs to no process.
     *
     * @return the time left, if the system tells
     */
    Optional<Duration> endsIn();

    /**
     * Tells whether it accepts any client: TCP that listens, or UDP without a fixed peer.
     *
     * @return whether it does
     */
    default boolean serves() {
        return state() == (protocol() == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND);
    }

    /**
     * Tells whether the calling JVM has it open, perhaps with other processes.
     *
     * @return whether it has
     */
    default boolean isOfThisJvm() {
        return owners().stream().anyMatch(OwnerProcess::isThisJvm);
    }

    /**
     * Returns the state and the addresses.
     *
     * @return such as {@code LISTEN on 0.0.0.0:8080}, {@code ESTABLISHED 127.0.0.1:40000 -> 127.0.0.1:8080}, {@code BOUND
     *     to 0.0.0.0:8080} or {@code UDP on 0.0.0.0:53}
     */
    @Override
    String toString();
}
