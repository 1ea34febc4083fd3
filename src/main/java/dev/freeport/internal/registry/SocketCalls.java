package dev.freeport.internal.registry;

import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the registry asks of the network stack, one method a call, so that a test can make any of them fail. */
interface SocketCalls {
    SocketCalls SYSTEM = new SocketCalls() {};

    /**
     * Binds an address without SO_REUSEADDR; never listens. Returns null if anything else is bound to the port, a
     * connection in TIME_WAIT included. Throws BindDeniedException if the system does not permit it, another
     * IOException if the system provides no socket, whatever the port.
     */
    default @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
        return bind(address, false);
    }

    /** As {@link #bindAlone}, but with SO_REUSEADDR; null if another socket listens, or is bound without it. */
    default @Nullable SocketChannel bindBesides(InetSocketAddress address) throws IOException {
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
    default void letServersBind(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }

    /** Tells whether a server that sets SO_REUSEADDR can listen on a port now. */
    default boolean serverCanListen(int port) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(new InetSocketAddress(port));
            return true;
        } catch (BindException keptOut) {
            return false;
        }
    }

    /** Binds a UDP port of an address; returns null if another one owns the port. Throws as {@link #bindAlone} does. */
    default @Nullable DatagramChannel bindDatagram(InetSocketAddress address) throws IOException {
        try {
            return bind(DatagramChannel.open(), address);
        } catch (BindException refused) {
            requireInUse(address, refused);
            return null;
        }
    }

    /** Binds a UDP port of an IPv4 address. Throws a BindException if another socket is bound to it, or it cannot be bound. */
    default DatagramChannel bindLock(InetSocketAddress address) throws IOException {
        return bind(DatagramChannel.open(StandardProtocolFamily.INET), address);
    }

    /** Returns how many files this process may open, see proc(5); the highest number where that is not known. */
    default int descriptorLimit() {
        String label = "Max open files";
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(label)) {
                    return Integer.parseInt(
                            line.substring(label.length()).strip().split(" ", 2)[0]);
                }
            }
            return Integer.MAX_VALUE;
        } catch (IOException | NumberFormatException unknown) {
            return Integer.MAX_VALUE;
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

    private static @Nullable SocketChannel bind(InetSocketAddress address, boolean reuse) throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            if (reuse) {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            return bind(socket, address);
        } catch (BindException refused) {
            requireInUse(address, refused);
            return null;
        }
    }

    private static <T extends NetworkChannel> T bind(T socket, InetSocketAddress address) throws IOException {
        boolean bound = false;
        try {
            socket.bind(address);
            bound = true;
            return socket;
        } catch (UnsupportedAddressTypeException noSuchFamily) {
            throw new IOException(noSuchFamily);
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    /** A single address may be refused for what it is. */
    private static void requireInUse(InetSocketAddress address, BindException refused) throws BindDeniedException {
        if (address.getAddress().isAnyLocalAddress() && InUseMessage.isNot(refused)) {
            throw new BindDeniedException(refused);
        }
    }
}
