package dev.freeport.spring;

import dev.freeport.PortReservation;
import dev.freeport.internal.naming.SharedPort;
import dev.freeport.internal.session.PortSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The named ports of all application contexts of this JVM, for each configuration of a context: Spring keeps one context for
 * all test classes with equal ones. A port lasts until its last user has left: a context, or a test that declares the name.
 * So a test may have the port before Spring starts the context, and keeps it when Spring replaces the context.
 */
final class NamedPorts {
    private static final Map<Object, Map<String, NamedPort>> BY_CONFIGURATION = new HashMap<>();

    private NamedPorts() {}

    static synchronized Optional<SharedPort> find(Object configuration, String name) {
        NamedPort port = BY_CONFIGURATION.getOrDefault(configuration, Map.of()).get(name);
        return port == null ? Optional.empty() : Optional.of(port.join());
    }

    static synchronized SharedPort findOrReserve(
            Object configuration, String name, Supplier<PortReservation> reserve, @Nullable Object reserver) {
        NamedPort port = BY_CONFIGURATION.getOrDefault(configuration, Map.of()).get(name);
        if (port == null) {
            port = new NamedPort(configuration, name, reserve.get(), reserver);
            // the last user knows when it is over, and Spring may keep a context until the JVM ends
            PortSession.keepBeyondEnd(port.reservation.port());
            file(port);
        }
        return port.join();
    }

    private static void file(NamedPort port) {
        BY_CONFIGURATION
                .computeIfAbsent(port.configuration, unknown -> new HashMap<>())
                .put(port.name, port);
    }

    /**
     * Moves the ports that a context had before its configuration was known.
     *
     * @throws IllegalStateException if a test has another port of the same name already
     */
    static synchronized void move(Object from, Object to) {
        Map<String, NamedPort> ports = BY_CONFIGURATION.getOrDefault(from, Map.of());
        for (NamedPort port : ports.values()) {
            NamedPort other = BY_CONFIGURATION.getOrDefault(to, Map.of()).get(port.name);
            if (other != null) {
                throw new IllegalStateException("Spring asked for ${freeport." + port.name
                        + "} before it knew which tests the application context is for, and got port "
                        + port.reservation.port() + ". A static field has the port " + other.reservation.port()
                        + " of that name already. Make the field an instance field, or use a parameter instead.");
            }
        }
        for (NamedPort port : ports.values()) {
            port.configuration = to;
            file(port);
        }
        BY_CONFIGURATION.remove(from);
    }

    private static synchronized boolean leave(NamedPort port) {
        if (--port.users > 0) {
            return false;
        }
        Map<String, NamedPort> ports = BY_CONFIGURATION.get(port.configuration);
        if (ports != null && ports.remove(port.name, port) && ports.isEmpty()) {
            BY_CONFIGURATION.remove(port.configuration);
        }
        return true;
    }

    /** One port and the number of its users. */
    private static final class NamedPort {
        private final String name;
        private final PortReservation reservation;
        private final @Nullable Object reserver;
        private Object configuration;
        private int users;

        NamedPort(Object configuration, String name, PortReservation reservation, @Nullable Object reserver) {
            this.configuration = configuration;
            this.name = name;
            this.reservation = reservation;
            this.reserver = reserver;
        }

        SharedPort join() {
            users++;
            return new Use(this);
        }
    }

    private static final class Use implements SharedPort {
        private final NamedPort port;
        private boolean closed;

        Use(NamedPort port) {
            this.port = port;
        }

        @Override
        public PortReservation reservation() {
            return port.reservation;
        }

        @Override
        public Optional<Object> reserver() {
            return Optional.ofNullable(port.reserver);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                if (leave(port)) {
                    port.reservation.close();
                }
            }
        }
    }
}
