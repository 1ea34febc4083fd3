package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of one test, test instance or class. Kept in JUnit's store, which closes it when the scope ends: up to 5.12
 * because it is a {@code CloseableResource}, from 5.13 on because it is {@code AutoCloseable}.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class PortScope implements CloseableResource, AutoCloseable {
    private final Deque<Held> newestFirst = new ArrayDeque<>();
    private final Map<String, Integer> named = new HashMap<>();
    private final Set<Object> instances = Collections.newSetFromMap(new IdentityHashMap<>());

    synchronized @Nullable Integer find(String name) {
        return named.get(name);
    }

    synchronized int reserve(String name, PortRequest request) {
        PortReservation reservation = FreePorts.reserve(request);
        return hold(name, reservation, reservation::close);
    }

    /** Shares the port of a static field with the other classes that use the field. */
    synchronized int share(String name, Field field, SharedPorts ports, PortRequest request) {
        PortReservation reservation = ports.use(field, () -> FreePorts.reserve(request));
        return hold(name, reservation, () -> ports.leave(field));
    }

    private int hold(String name, PortReservation reservation, Runnable release) {
        newestFirst.push(new Held(reservation, release));
        if (!name.isEmpty()) {
            named.put(name, reservation.port());
        }
        return reservation.port();
    }

    /** Notes that the fields of a test instance have their ports from this scope. */
    synchronized void hasInjected(Object instance) {
        instances.add(instance);
    }

    synchronized boolean isInjected(Object instance) {
        return instances.contains(instance);
    }

    synchronized List<PortReservation> reservations() {
        return newestFirst.stream().map(Held::reservation).toList();
    }

    @Override
    public synchronized void close() {
        named.clear();
        instances.clear();
        try (Releases releases = new Releases()) {
            while (!newestFirst.isEmpty()) {
                releases.release(newestFirst.pop().release());
            }
        }
    }

    private record Held(PortReservation reservation, Runnable release) {}
}
