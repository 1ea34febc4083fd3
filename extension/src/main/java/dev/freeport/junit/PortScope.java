package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of one test, test instance or class. Kept in JUnit's store, which closes it when the scope ends: up to 5.12
 * because it is a {@code CloseableResource}, from 5.13 on because it is {@code AutoCloseable}.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class PortScope implements CloseableResource, AutoCloseable {
    private final Deque<PortReservation> newestFirst = new ArrayDeque<>();
    private final Map<String, Integer> named = new HashMap<>();

    synchronized @Nullable Integer find(String name) {
        return named.get(name);
    }

    synchronized int reserve(String name, PortRequest request) {
        PortReservation reservation = FreePorts.reserve(request);
        newestFirst.push(reservation);
        if (!name.isEmpty()) {
            named.put(name, reservation.port());
        }
        return reservation.port();
    }

    synchronized List<PortReservation> reservations() {
        return List.copyOf(newestFirst);
    }

    @Override
    public synchronized void close() {
        while (!newestFirst.isEmpty()) {
            newestFirst.pop().close();
        }
        named.clear();
    }
}
