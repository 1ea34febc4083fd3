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
    /** {@return its protocol} */
    Protocol protocol();

    /** {@return the address and port it is bound to} */
    InetSocketAddress local();

    /** {@return its peer; port 0 if there is none} */
    InetSocketAddress remote();

    /** {@return its state} */
    SocketState state();

    /** {@return whether it belongs to a process, visible or not; the rest of a closed connection belongs to none} */
    boolean owned();

    /** {@return the user who opened it, if a process owns it and the system shows the user} */
    OptionalLong uid();

    /** {@return all visible processes that have it open, this JVM first} */
    List<OwnerProcess> owners();

    /** {@return how long the kernel will keep it, if no process owns it and the system shows the time} */
    Optional<Duration> endsIn();

    /** {@return whether it accepts any client: TCP that listens, or UDP without a fixed peer} */
    default boolean serves() {
        return state() == (protocol() == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND);
    }

    /** {@return whether the calling JVM has it open, perhaps with other processes} */
    default boolean isOfThisJvm() {
        return owners().stream().anyMatch(OwnerProcess::isThisJvm);
    }

    /**
     * {@return the state and the addresses, such as {@code LISTEN on 0.0.0.0:8080},
     * {@code ESTABLISHED 127.0.0.1:40000 -> 127.0.0.1:8080}, {@code BOUND to 0.0.0.0:8080} or
     * {@code UDP on 0.0.0.0:53}}
     */
    @Override
    String toString();
}
