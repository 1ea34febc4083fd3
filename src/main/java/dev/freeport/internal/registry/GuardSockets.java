package dev.freeport.internal.registry;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Probes whether a port is free, and holds it by a guard socket where the OS may assign it to clients.
 *
 * <p>A guard socket is bound without SO_REUSEADDR, never listens, and then gets SO_REUSEADDR, so that every server that sets
 * the option too can bind, listen, stop and restart on the port. While it exists the kernel assigns the port to no client. See
 * socket(7) and {@code inet_csk_bind_conflict} in {@code net/ipv4/inet_connection_sock.c}. UDP has nothing like it, as a
 * second socket with the option would take datagrams away; nor have other systems than Linux.
 */
final class GuardSockets {
    static final GuardSockets SYSTEM = new GuardSockets(SocketCalls.SYSTEM, OperatingSystem.LINUX.isCurrent());

    /** No program uses it, so only sockets on all addresses are in its way. */
    private static final String UNUSED_ADDRESS = "127.77.77.77";

    private final SocketCalls calls;
    private final KernelLocks kernelLocks;
    private final boolean linux;
    private volatile boolean tested;
    private volatile boolean works;

    GuardSockets(SocketCalls calls, boolean linux) {
        this.calls = calls;
        this.kernelLocks = new KernelLocks(calls);
        this.linux = linux;
        this.works = linux;
    }

    KernelLocks kernelLocks() {
        return kernelLocks;
    }

    /** Tells whether guard sockets hold ports on this system; {@code true} until the first has been tried. */
    boolean mayWork() {
        return works;
    }

    /** Binds a port so that only servers can; null if another socket is bound to it. Throws if there are no sockets. */
    @Nullable
    SocketChannel bind(int port) throws IOException {
        SocketChannel guard = calls.bindAlone(new InetSocketAddress(port));
        if (guard == null) {
            return null;
        }
        boolean complete = false;
        try {
            calls.letServersBind(guard);
            if (!tested) {
                works = passesTest(port);
                tested = true;
                if (!works) {
                    Warnings.say(
                            "Guard sockets do not work on this kernel, which may assign ports inside the dynamic range"
                                    + " to clients.");
                }
            }
            complete = true;
            return guard;
        } finally {
            if (!complete) {
                close(guard);
            }
        }
    }

    /** Tries what a guard socket promises: a server can listen on the port, and no other socket can take it. */
    private boolean passesTest(int port) throws IOException {
        if (!calls.serverCanListen(port)) {
            return false;
        }
        SocketChannel second = calls.bindAlone(new InetSocketAddress(port));
        close(second);
        return second == null;
    }

    /** Binds a port so that no server and no client can; null if something else is bound to it. */
    @Nullable
    SocketChannel bindClosed(int port) throws IOException {
        return calls.bindAlone(new InetSocketAddress(port));
    }

    /** As {@link #bind}, on Linux, beside connections that linger on the port; null if a server may be bound to it. */
    @Nullable
    SocketChannel bindBesides(int port) throws IOException {
        return isBound(Protocol.TCP, SocketCalls.loopback(UNUSED_ADDRESS, port))
                ? null
                : calls.bindBesides(new InetSocketAddress(port));
    }

    /** Tells whether a server can be bound to a port of which others have connections only. */
    boolean canBindBesides(int port) throws IOException {
        if (!linux) {
            return !isServedElsewhere(port);
        }
        SocketChannel socket = bindBesides(port);
        close(socket);
        return socket != null;
    }

    /** Tells whether anything is bound to a port now, in either family. */
    boolean isBound(Protocol protocol, int port) throws IOException {
        if (isBound(protocol, new InetSocketAddress(port))) {
            return true;
        }
        // Elsewhere a wildcard bind may succeed beside a server on one address.
        return !linux && (isBoundOnLoopback(protocol, "127.0.0.1", port) || isBoundOnLoopback(protocol, "::1", port));
    }

    private boolean isBoundOnLoopback(Protocol protocol, String address, int port) {
        try {
            return isBound(protocol, SocketCalls.loopback(address, port));
        } catch (IOException noSuchFamily) {
            return false;
        }
    }

    private boolean isBound(Protocol protocol, InetSocketAddress address) throws IOException {
        if (protocol == Protocol.TCP) {
            SocketChannel socket = calls.bindAlone(address);
            close(socket);
            return socket == null;
        }
        DatagramChannel socket = calls.bindDatagram(address);
        close(socket);
        return socket == null;
    }

    /** {@return whether more than this JVM's guard socket keeps servers from binding a port; {@code false} if unknown} */
    boolean isServed(Protocol protocol, int port) {
        try {
            if (protocol == Protocol.UDP) {
                return isBound(protocol, port);
            }
            if (!linux) {
                return isServedElsewhere(port);
            }
            SocketChannel socket = calls.bindBesides(new InetSocketAddress(port));
            close(socket);
            return socket == null;
        } catch (IOException noSocket) {
            return false;
        }
    }

    /**
     * Tells connections, which keep out sockets without SO_REUSEADDR, from servers. On BSD the option lets one bind
     * beside a server on another address, and all of IPv6 beside all of IPv4: so each is tried. On Windows the JDK sets
     * none, and every bind is exclusive.
     */
    private boolean isServedElsewhere(int port) throws IOException {
        return isBound(Protocol.TCP, port)
                && !(calls.canServeIpv4(port)
                        && canServe(new InetSocketAddress(port))
                        && canServeLoopback("127.0.0.1", port)
                        && canServeLoopback("::1", port));
    }

    private boolean canServe(InetSocketAddress address) throws IOException {
        SocketChannel socket = calls.bindBesides(address);
        close(socket);
        return socket != null;
    }

    private boolean canServeLoopback(String address, int port) {
        try {
            return canServe(SocketCalls.loopback(address, port));
        } catch (IOException noSuchFamily) {
            return true;
        }
    }

    boolean isOwnedByProcess(int port) {
        return calls.isOwnedByProcess(port);
    }

    void close(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                calls.close(socket);
            } catch (IOException closedNevertheless) {
                // close(2): the descriptor is released whatever it returns
            }
        }
    }
}
