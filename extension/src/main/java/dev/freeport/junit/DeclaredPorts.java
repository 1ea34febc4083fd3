package dev.freeport.junit;

import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import dev.freeport.stack.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one declaration, and of those that share them by name, with what was made of them. The end comes in reverse
 * order: sockets are closed before the port is released, so none is taken for a leak.
 */
final class DeclaredPorts implements AutoCloseable {
    private final Declaration declaration;
    private final String purpose;
    private final List<PortReservation> reservations = new ArrayList<>(1);
    private @Nullable Deque<Closeable> toBeClosed;
    private @Nullable List<BoundSocket> sockets;

    private DeclaredPorts(Declaration declaration, String purpose) {
        this.declaration = declaration;
        this.purpose = purpose;
    }

    /** Reserves the ports of a declaration; all of them or none. */
    static DeclaredPorts of(Declaration declaration, String purpose, Function<String, Optional<String>> settings) {
        DeclaredPorts ports = new DeclaredPorts(declaration, purpose);
        try {
            declaration.spec().fulfil(settings, ports);
            return ports;
        } catch (RuntimeException | Error failure) {
            try (ports) {
                throw failure;
            }
        }
    }

    void add(PortReservation reservation) {
        reservations.add(reservation);
    }

    void add(PortReservations several) {
        reservations.addAll(several.each());
    }

    /** Takes what is to be closed before the ports are released. */
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

    /** Returns for what they are reserved: the place, and the test if they are its own. */
    String purpose() {
        return purpose;
    }

    DeclarationSite place() {
        return declaration.place();
    }

    List<PortReservation> reservations() {
        return Collections.unmodifiableList(reservations);
    }

    int port() {
        return reservations.get(0).port();
    }

    List<Integer> ports() {
        return reservations.stream().map(PortReservation::port).toList();
    }

    /** Returns the socket that is bound to the port, and binds one if there is none, or if it was closed meanwhile. */
    synchronized Closeable socket(Protocol protocol, Class<?> type, DeclarationSite place, Supplier<Closeable> bind) {
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
                        place,
                        "it wants a " + type.getSimpleName() + ", but the port is bound already to what " + bound.place
                                + " was given. Give both the same type, or names of their own.");
            }
        }
        Closeable socket = bind.get();
        closeBefore(socket);
        sockets.add(new BoundSocket(protocol, socket, place));
        return socket;
    }

    @Override
    public synchronized void close() {
        while (toBeClosed != null && !toBeClosed.isEmpty()) {
            try {
                toBeClosed.pop().close();
            } catch (IOException | RuntimeException | AssertionError stillThere) {
                // Whatever still listens is found when the port is released, which must not be left out.
            }
        }
        try (CloseAll releases = new CloseAll()) {
            for (int i = reservations.size() - 1; i >= 0; i--) {
                releases.release(reservations.get(i)::close);
            }
        }
    }

    private record BoundSocket(Protocol protocol, Closeable socket, DeclarationSite place) {}
}
