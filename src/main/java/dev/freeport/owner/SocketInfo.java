package dev.freeport.owner;

import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A socket in a table of the kernel.
 *
 * @param protocol its protocol
 * @param local the address and port it is bound to
 * @param remote the peer; port 0 if there is none
 * @param state its state
 * @param owned whether it belongs to a process, be it one that cannot be seen; what is left of a closed connection
 *     belongs to none
 * @param uid the user who opened it, if it is owned and the system says
 * @param owners all processes that are seen to have it open, this JVM first
 * @param endsIn when the kernel will be done with it, if it belongs to no process and the system says
 * @since 0.1.0
 */
public record SocketInfo(
        Protocol protocol,
        InetSocketAddress local,
        InetSocketAddress remote,
        SocketState state,
        boolean owned,
        OptionalLong uid,
        List<OwnerProcess> owners,
        Optional<Duration> endsIn) {

    /**
     * Creates one that ends when its owners say.
     *
     * @param protocol its protocol
     * @param local the address and port it is bound to
     * @param remote the peer; port 0 if there is none
     * @param state its state
     * @param owned whether it belongs to a process
     * @param uid the user who opened it, if it is owned and the system says
     * @param owners all processes that are seen to have it open
     */
    public SocketInfo(
            Protocol protocol,
            InetSocketAddress local,
            InetSocketAddress remote,
            SocketState state,
            boolean owned,
            OptionalLong uid,
            List<OwnerProcess> owners) {
        this(protocol, local, remote, state, owned, uid, owners, Optional.empty());
    }

    /**
     * Tells whether a server waits here for whoever comes: TCP that listens, or UDP that receives from anybody.
     *
     * @return whether it does
     */
    public boolean serves() {
        return state == (protocol == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND);
    }

    /**
     * Tells whether the JVM that asks has it open, perhaps with others.
     *
     * @return whether it has
     */
    public boolean isOfThisJvm() {
        return owners.stream().anyMatch(OwnerProcess::isThisJvm);
    }

    /**
     * Returns the addresses and what is between them.
     *
     * @return such as {@code LISTEN on 0.0.0.0:8080}, {@code ESTABLISHED 127.0.0.1:40000 -> 127.0.0.1:8080}, {@code BOUND
     *     to 0.0.0.0:8080} or {@code UDP on 0.0.0.0:53}
     */
    @Override
    public String toString() {
        if (protocol == Protocol.UDP) {
            return "UDP " + (serves() ? "on " + text(local) : text(local) + " -> " + text(remote));
        }
        return switch (state) {
            case LISTEN -> "LISTEN on " + text(local);
            case BOUND -> "BOUND to " + text(local);
            default -> state + " " + text(local) + " -> " + text(remote);
        };
    }

    /**
     * Returns an address as it is commonly written.
     *
     * @param socket the address, resolved
     * @return such as {@code 0.0.0.0:8080} or {@code [::1]:8080}
     */
    public static String text(InetSocketAddress socket) {
        return SocketText.host(socket.getAddress()) + ":" + socket.getPort();
    }

    /**
     * Returns an address without a port as it is commonly written, of IPv6 as RFC 5952 says.
     *
     * @param address the address
     * @return such as {@code 127.0.0.1}, {@code ::1} or {@code fe80::1%eth0}
     */
    public static String text(InetAddress address) {
        return SocketText.plain(address);
    }
}
