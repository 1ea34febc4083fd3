package dev.freeport.registry;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** What the registry asks of the network stack. */
interface SocketCalls {
    SocketCalls SYSTEM = new SocketCalls() {};

    /**
     * Binds the wildcard address of a port without SO_REUSEADDR, then sets the option; never listens.
     *
     * @return the socket, or null if anything else is bound to the port, a connection in TIME_WAIT included
     * @throws IOException if no socket can be had, whatever the port
     */
    default @Nullable Socket bindAlone(int port) throws IOException {
        return bindAlone(new InetSocketAddress(port));
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

    /** Tells whether something is bound to a port of a loopback address; not so where the family is switched off. */
    default boolean isBoundOnLoopback(String address, int port) {
        try {
            Socket socket = bindAlone(new InetSocketAddress(InetAddress.getByName(address), port));
            if (socket != null) {
                socket.close();
            }
            return socket == null;
        } catch (IOException noSuchFamily) {
            return false;
        }
    }

    private static @Nullable Socket bindAlone(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(false);
            socket.bind(address);
            socket.setReuseAddress(true);
            return socket;
        } catch (BindException inUse) {
            socket.close();
            return null;
        } catch (IOException noSocket) {
            socket.close();
            throw noSocket;
        }
    }
}
