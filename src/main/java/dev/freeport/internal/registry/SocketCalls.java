package dev.freeport.internal.registry;

import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What the registry asks of the network stack, one method a call, so that a test can make any of them fail. */
interface SocketCalls {
    SocketCalls SYSTEM = new SocketCalls() {};

    /**
     * Binds an address without SO_REUSEADDR; never listens. Returns null if anything else is bound to the port, a
     * connection in TIME_WAIT included. Throws BindDeniedException if the system does not permit it, another
     * IOException if the system provides no socket, whatever the port.
     */
    default @Nullable Socket bindAlone(InetSocketAddress address) throws IOException {
        return bind(address, false);
    }

    /** As {@link #bindAlone}, but with SO_REUSEADDR; null if another socket listens, or is bound without it. */
    default @Nullable Socket bindBesides(InetSocketAddress address) throws IOException {
        return bind(address, true);
    }

    /** Tells whether all addresses of IPv4, and not those of IPv6, can be bound with SO_REUSEADDR. */
    default boolean canServeIpv4(int port) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET)) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress("0.0.0.0", port));
            return true;
        } catch (BindException refused) {
            return false;
        }
    }

    /** Lets servers that set SO_REUSEADDR bind the port of a socket that is bound already. */
    default void letServersBind(Socket socket) throws IOException {
        socket.setReuseAddress(true);
    }

    /** Tells whether a server that sets SO_REUSEADDR can listen on a port now. */
    default boolean serverCanListen(int port) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException keptOut) {
            return false;
        }
    }

    /** Binds a UDP port of an address; returns null if another one owns the port. Throws as {@link #bindAlone} does. */
    default @Nullable DatagramSocket bindDatagram(InetSocketAddress address) throws IOException {
        try {
            return new DatagramSocket(address);
        } catch (BindException refused) {
            requireInUse(address, refused);
            return null;
        }
    }

    default boolean isOwnedByProcess(int port) {
        return SocketTable.SYSTEM.read(Protocol.TCP, port).sockets().stream().anyMatch(SocketInfo::owned);
    }

    default void close(Closeable socket) throws IOException {
        socket.close();
    }

    /** Returns the loopback address of a name that needs no look-up, {@code 127.0.0.1} or {@code ::1}. */
    static InetSocketAddress loopback(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private static @Nullable Socket bind(InetSocketAddress address, boolean reuse) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(reuse);
            socket.bind(address);
            return socket;
        } catch (BindException refused) {
            socket.close();
            requireInUse(address, refused);
            return null;
        } catch (IOException noSocket) {
            socket.close();
            throw noSocket;
        }
    }

    /** A single address may be refused for what it is. */
    private static void requireInUse(InetSocketAddress address, BindException refused) throws BindDeniedException {
        if (address.getAddress().isAnyLocalAddress() && InUseMessage.isNot(refused)) {
            throw new BindDeniedException(refused);
        }
    }
}
