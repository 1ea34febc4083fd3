package dev.freeport.junit;

import dev.freeport.PortReservation;
import dev.freeport.internal.naming.SharedPort;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one declaration, and of those that share them by name, with what was made of them. They are released in
 * reverse order: sockets are closed before the port is released, so that none is taken for a leak.
 */
final class DeclaredPorts implements AutoCloseable {
    private final Declaration declaration;
    private final List<PortReservation> reservations;
    private final List<? extends AutoCloseable> releases;
    private int users = 1;
    private @Nullable Deque<Closeable> toBeClosed;
    private @Nullable List<BoundSocket> sockets;

    DeclaredPorts(Declaration declaration, List<PortReservation> reservations) {
        this(declaration, reservations, reservations);
    }

    /** Makes the use of a port that others share, who may have reserved it. */
    DeclaredPorts(Declaration declaration, SharedPort shared) {
        this(declaration, List.of(shared.reservation()), List.of(shared));
    }

    private DeclaredPorts(
            Declaration declaration, List<PortReservation> reservations, List<? extends AutoCloseable> releases) {
        this.declaration = declaration;
        this.reservations = reservations;
        this.releases = releases;
    }

    /** Adds a user; the last one to close these ports releases them. Returns false if they are released already. */
    synchronized boolean join() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** Takes what is to be closed before the ports are released; the newest is closed first. */
    synchronized void closeBefore(Closeable resource) {
        if (toBeClosed == null) {
            toBeClosed = new ArrayDeque<>();
        }
        toBeClosed.push(resource);
    }

    /** Returns what declared the ports first. */
    Declaration declaration() {
        return declaration;
    }

    List<PortReservation> reservations() {
        return reservations;
    }

    int port() {
        return reservations.get(0).port();
    }

    List<Integer> ports() {
        return reservations.stream().map(PortReservation::port).toList();
    }

    /** Returns the socket that is bound to the port; binds one if there is none, or if the test has closed it. */
    synchronized Closeable socket(Protocol protocol, Class<?> type, DeclarationSite site, Supplier<Closeable> bind) {
        if (sockets == null) {
            sockets = new ArrayList<>();
        }
        sockets.removeIf(bound -> !SocketConverter.isOpen(bound.socket));
        for (BoundSocket bound : sockets) {
            if (type.isInstance(bound.socket)) {
                return bound.socket;
            }
            if (bound.protocol == protocol) {
                throw InvalidDeclarationException.at(
                        site,
                        "it asks for a " + type.getSimpleName() + ", but the port is already bound to the socket of "
                                + bound.site + ". Give both the same type, or names of their own.");
            }
        }
        Closeable socket = bind.get();
        closeBefore(socket);
        sockets.add(new BoundSocket(protocol, socket, site));
        return socket;
    }

    /** A thread that joins waits until this is done, so that a port and its system property are released before they are reused. */
    @Override
    public synchronized void close() {
        if (--users > 0) {
            return;
        }
        while (toBeClosed != null && !toBeClosed.isEmpty()) {
            try {
                toBeClosed.pop().close();
            } catch (IOException | RuntimeException | AssertionError stillThere) {
                // The release finds whatever still listens, and must not be left out.
            }
        }
        try (CloseAll all = new CloseAll()) {
            for (int i = releases.size() - 1; i >= 0; i--) {
                all.close(releases.get(i));
            }
        }
    }

    private record BoundSocket(Protocol protocol, Closeable socket, DeclarationSite site) {}
}
