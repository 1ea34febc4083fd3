package dev.freeport.registry;

import dev.freeport.warning.Warnings;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Holds ports in the kernel, where the kernel allows it.
 *
 * <p>A guard socket is bound without SO_REUSEADDR, so that its bind is an atomic lock in the network namespace, never
 * listens, and is then given SO_REUSEADDR, so that every server that sets the option too can bind, listen, stop and
 * restart on the port. Meanwhile the kernel lends the port to no client. See socket(7) and {@code inet_csk_bind_conflict}
 * in {@code net/ipv4/inet_connection_sock.c}. Elsewhere than on Linux, a look whether the port is free is all there is.
 */
final class GuardSockets {
    /** The guard sockets of this JVM. */
    static final GuardSockets SYSTEM = new GuardSockets(
            SocketCalls.SYSTEM, System.getProperty("os.name", "").equals("Linux"));

    private final SocketCalls calls;
    private final boolean linux;
    private volatile boolean tested;
    private volatile boolean works;

    GuardSockets(SocketCalls calls, boolean linux) {
        this.calls = calls;
        this.linux = linux;
        this.works = linux;
    }

    /** Tells whether guards hold ports on this system; {@code true} until the first has been tried. */
    boolean mayWork() {
        return works;
    }

    /**
     * Binds a port.
     *
     * @return the guard, or null if something else is bound to the port
     * @throws IOException if no socket can be had, whatever the port
     */
    @Nullable
    Socket bind(int port) throws IOException {
        Socket guard = calls.bindAlone(port);
        if (guard != null && !tested) {
            works = passesTest(port);
            tested = true;
            if (!works) {
                Warnings.say(
                        "Guard sockets do not do what they should on this kernel; ports are only looked at before they"
                                + " are given, and held by lock file and ledger.");
            }
        }
        return guard;
    }

    /** Tries what a guard promises: a server can listen on the port, and nobody else can take it. */
    private boolean passesTest(int port) throws IOException {
        if (!calls.serverCanListen(port)) {
            return false;
        }
        Socket second = calls.bindAlone(port);
        if (second != null) {
            second.close();
        }
        return second == null;
    }

    /** Tells whether anything is bound to a port now, in either family. */
    boolean isBound(int port) throws IOException {
        Socket probe = calls.bindAlone(port);
        if (probe == null) {
            return true;
        }
        probe.close();
        // Elsewhere a wildcard bind may succeed beside a server on one address.
        return !linux && (calls.isBoundOnLoopback("127.0.0.1", port) || calls.isBoundOnLoopback("::1", port));
    }
}
