package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of one test, test instance, class, or run. JUnit's store closes it when the scope ends: up to 5.12 because it
 * is a {@code CloseableResource}, from 5.13 on because it is {@code AutoCloseable}.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class PortScope implements CloseableResource, AutoCloseable {
    private final Deque<DeclaredPorts> newestFirst = new ArrayDeque<>();
    private final Map<Object, Slot> byKey = new HashMap<>();
    private final Set<DeclaredPorts> borrowed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Returns what is filed under a name, a number or a site. */
    synchronized @Nullable DeclaredPorts find(Object key) {
        Slot slot = byKey.get(key);
        return slot == null ? null : slot.ports();
    }

    /** Returns where the ports of a key are filed. Hold its lock to file them. */
    synchronized Slot slot(Object key) {
        return byKey.computeIfAbsent(key, unknown -> new Slot());
    }

    /** Takes ports, to close them when this scope ends. */
    synchronized void hold(DeclaredPorts ports) {
        newestFirst.push(ports);
    }

    /** Tells whether ports are released when this scope ends. */
    synchronized boolean holds(DeclaredPorts ports) {
        return newestFirst.contains(ports);
    }

    /** Returns the ports of the run that are used in this scope by a name. */
    synchronized @Nullable DeclaredPorts findOfRun(String name) {
        for (DeclaredPorts ports : borrowed) {
            Declaration first = ports.declaration();
            if (first.scope() == FreePort.Scope.RUN && first.name().equals(name)) {
                return ports;
            }
        }
        return null;
    }

    /** Notes that ports of a wider scope are used in this one too. */
    synchronized void borrow(DeclaredPorts ports) {
        borrowed.add(ports);
    }

    /** Notes that the fields of a test instance, or the static ones of a class, have their ports from this scope. */
    synchronized void hasInjected(Object instance) {
        instances.add(instance);
    }

    synchronized boolean isInjected(Object instance) {
        return instances.contains(instance);
    }

    /** Returns the reservations that are used in this scope, the newest first, then those of wider scopes. */
    synchronized List<PortReservation> reservations() {
        Set<DeclaredPorts> used = new LinkedHashSet<>(newestFirst);
        used.addAll(borrowed);
        List<PortReservation> reservations = new ArrayList<>();
        used.forEach(ports -> reservations.addAll(ports.reservations()));
        return reservations;
    }

    @Override
    public synchronized void close() {
        byKey.clear();
        borrowed.clear();
        instances.clear();
        try (CloseAll releases = new CloseAll()) {
            while (!newestFirst.isEmpty()) {
                releases.close(newestFirst.pop());
            }
        }
    }

    /** The ports of one key. Each has a lock of its own: a wait for one port must not delay another, or a close. */
    static final class Slot {
        private volatile @Nullable DeclaredPorts ports;

        @Nullable
        DeclaredPorts ports() {
            return ports;
        }

        void fill(DeclaredPorts reserved) {
            ports = reserved;
        }
    }
}
