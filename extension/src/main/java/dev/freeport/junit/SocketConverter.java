package dev.freeport.junit;

import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a socket that is already bound to the port, on all addresses, so that no process can bind it first. */
final class SocketConverter implements PortConverter {
    /** Binds each type. The JDK sets SO_REUSEADDR of servers by itself where that is safe. */
    private static final Map<Class<?>, Binder> BINDERS = Map.of(
            ServerSocket.class, SocketConverter::bindServer,
            ServerSocketChannel.class, SocketConverter::bindServerChannel,
            DatagramSocket.class, address -> new DatagramSocket(address),
            DatagramChannel.class, SocketConverter::bindDatagramChannel);

    private final Class<?> type;

    SocketConverter(Class<?> type) {
        this.type = type;
    }

    static boolean makes(Class<?> type) {
        return BINDERS.containsKey(type);
    }

    @Override
    public Protocol needs() {
        return type == ServerSocket.class || type == ServerSocketChannel.class ? Protocol.TCP : Protocol.UDP;
    }

    @Override
    public Object convert(DeclaredPorts ports, DeclarationSite site) {
        return ports.socket(needs(), type, site, () -> bind(ports, site));
    }

    private Closeable bind(DeclaredPorts ports, DeclarationSite site) {
        PortReservation reservation = ports.reservations().get(0);
        try {
            return Objects.requireNonNull(BINDERS.get(type)).bind(new InetSocketAddress(reservation.port()));
        } catch (IOException e) {
            PortDiagnosis diagnosis = reservation.explainBindFailure(e);
            throw new PortUnavailableError(
                    "No " + type.getSimpleName() + " for " + site + "." + System.lineSeparator() + diagnosis
                            + System.lineSeparator() + "Original failure: " + e,
                    List.of(diagnosis),
                    e);
        }
    }

    static boolean isOpen(Closeable socket) {
        if (socket instanceof ServerSocket) {
            return !((ServerSocket) socket).isClosed();
        }
        return socket instanceof DatagramSocket ? !((DatagramSocket) socket).isClosed() : ((Channel) socket).isOpen();
    }

    private static Closeable bindServer(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Closeable bindServerChannel(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            return channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Closeable bindDatagramChannel(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            return channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private interface Binder {
        Closeable bind(InetSocketAddress address) throws IOException;
    }
}
