package dev.freeport.internal.registry;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Holds ports in the kernel, where the kernel allows it, and probes whether a port is free.
 *
 * <p>A guard socket is bound without SO_REUSEADDR, so that its bind is an atomic lock in the network namespace, never
 * listens, and then gets SO_REUSEADDR, so that every server that sets the option too can bind, listen, stop and restart on
 * the port. While it exists the kernel assigns the port to no client. See socket(7) and {@code inet_csk_bind_conflict} in
 * {@code net/ipv4/inet_connection_sock.c}. UDP has nothing like it, as a second socket with the option would take datagrams
 * away; on other systems than Linux the port is only probed.
 */
final class GuardSockets {
    static final GuardSockets SYSTEM = new GuardSockets(SocketCalls.SYSTEM, OperatingSystem.LINUX.isCurrent());

    /** All of 127.0.0.0/8 is loopback, RFC 1122, section 3.2.1.3; Linux lets every address of it be bound. */
    private static final String UNUSED_ADDRESS = "127.77.77.77";

    private final SocketCalls calls;
    private final boolean linux;
    private volatile boolean tested;
    private volatile boolean works;

    GuardSockets(SocketCalls calls, boolean linux) {
        this.calls = calls;
        this.linux = linux;
        this.works = linux;
    }

    /** Tells whether guard sockets hold ports on this system; {@code true} until the first has been tried. */
    boolean mayWork() {
        return works;
    }

    /** Binds a port so that only servers can; null if another socket is bound to it. Throws if there are no sockets. */
    @Nullable
    Socket bind(int port) throws IOException {
        Socket guard = calls.bindAlone(new InetSocketAddress(port));
        if (guard == null) {
            return null;
        }
        try {
            calls.letServersBind(guard);
            if (!tested) {
                works = passesTest(port);
                tested = true;
                if (!works) {
                    Warnings.say("Guard sockets do not work on this kernel. Lock file and ledger alone hold ports; each"
                            + " port is probed before it is reserved.");
                }
            }
            return guard;
        } catch (IOException e) {
            close(guard);
            throw e;
        }
    }

    /** Tries what a guard socket promises: a server can listen on the port, and no other socket can take it. */
    private boolean passesTest(int port) throws IOException {
        if (!calls.serverCanListen(port)) {
            return false;
        }
        Socket second = calls.bindAlone(new InetSocketAddress(port));
        if (second != null) {
            close(second);
        }
        return second == null;
    }

    /** Binds a port so that no server and no client can; null if something else is bound to it. */
    @Nullable
    Socket bindClosed(int port) throws IOException {
        return calls.bindAlone(new InetSocketAddress(port));
    }

    /**
     * Binds a port of which others have single addresses only, such as connections that linger there. The guard has an
     * address of the loopback network that no program uses, so that it meets every other guard: those on all addresses,
     * and those like itself. Returns null if another guard has the port, or something keeps servers from binding it.
     */
    @Nullable
    Socket bindBesides(int port) throws IOException {
        Socket guard = linux ? calls.bindAlone(SocketCalls.loopback(UNUSED_ADDRESS, port)) : null;
        if (guard == null) {
            return null;
        }
        try {
            calls.letServersBind(guard);
        } catch (IOException e) {
            close(guard);
            throw e;
        }
        if (isServed(Protocol.TCP, port)) {
            close(guard);
            return null;
        }
        return guard;
    }

    /** Tells whether a server can be bound to a port of which others have connections only. */
    boolean canBindBesides(int port) throws IOException {
        if (!linux) {
            return !isServedElsewhere(port);
        }
        Socket guard = bindBesides(port);
        close(guard);
        return guard != null;
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
            Socket socket = calls.bindAlone(address);
            close(socket);
            return socket == null;
        }
        DatagramSocket socket = calls.bindDatagram(address);
        close(socket);
        return socket == null;
    }

    /** {@return whether more than this JVM's guard keeps servers from binding a port; {@code false} if unknown} */
    boolean isServed(Protocol protocol, int port) {
        try {
            if (protocol == Protocol.UDP) {
                return isBound(protocol, port);
            }
            if (!linux) {
                return isServedElsewhere(port);
            }
            Socket socket = calls.bindBesides(new InetSocketAddress(port));
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
        Socket socket = calls.bindBesides(address);
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
