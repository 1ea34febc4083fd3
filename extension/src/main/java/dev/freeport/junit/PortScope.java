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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of one test, test instance, class, or run. Kept in JUnit's store, which closes it when the scope ends: up to
 * 5.12 because it is a {@code CloseableResource}, from 5.13 on because it is {@code AutoCloseable}.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class PortScope implements CloseableResource, AutoCloseable {
    private final Deque<Held> newestFirst = new ArrayDeque<>();
    private final Map<Object, Slot> byKey = new HashMap<>();
    private final Set<DeclaredPorts> borrowed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Returns what is filed under a name, a number or a place. */
    synchronized @Nullable DeclaredPorts find(Object key) {
        Slot slot = byKey.get(key);
        return slot == null ? null : slot.ports;
    }

    /** Returns what is filed under a key, and takes it if there is nothing yet; with no key, always takes. */
    DeclaredPorts obtain(@Nullable Object key, Supplier<Held> take) {
        if (key == null) {
            return hold(take.get());
        }
        Slot slot;
        synchronized (this) {
            slot = byKey.computeIfAbsent(key, unknown -> new Slot());
        }
        // Each key has a lock of its own: to wait for one port must keep nobody from another, or from closing.
        synchronized (slot) {
            DeclaredPorts known = slot.ports;
            if (known == null) {
                known = hold(take.get());
                slot.ports = known;
            }
            return known;
        }
    }

    private synchronized DeclaredPorts hold(Held held) {
        newestFirst.push(held);
        return held.ports();
    }

    /** Tells whether ports are given back when this scope ends. */
    synchronized boolean holds(DeclaredPorts ports) {
        return newestFirst.stream().anyMatch(held -> held.ports() == ports);
    }

    /** Notes that ports of a wider scope are used in this one too. */
    synchronized void borrow(DeclaredPorts ports) {
        borrowed.add(ports);
    }

    /** Notes that the fields of a test instance have their ports from this scope. */
    synchronized void hasInjected(Object instance) {
        instances.add(instance);
    }

    synchronized boolean isInjected(Object instance) {
        return instances.contains(instance);
    }

    /** Returns the ports that are used in this scope, the newest first, then those that it has borrowed. */
    synchronized List<PortReservation> reservations() {
        Set<DeclaredPorts> used = new LinkedHashSet<>();
        newestFirst.forEach(held -> used.add(held.ports()));
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
                releases.release(newestFirst.pop().release());
            }
        }
    }

    /**
     * Ports, and what gives them back.
     *
     * @param ports the ports
     * @param release what to do at the end of the scope
     */
    record Held(DeclaredPorts ports, Runnable release) {}

    private static final class Slot {
        private volatile @Nullable DeclaredPorts ports;
    }
}
