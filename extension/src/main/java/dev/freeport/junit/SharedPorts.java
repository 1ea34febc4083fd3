package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of static fields, in the store of the whole run. Subclasses that run at the same time see the same field of
 * their superclass, so it keeps one port for as long as any of them uses it.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class SharedPorts implements CloseableResource, AutoCloseable {
    private final Map<Field, SharedPort> byField = new HashMap<>();

    /** Adds a user of the field's port, which is reserved if it has none yet. */
    synchronized PortReservation use(Field field, Supplier<PortReservation> reserve) {
        SharedPort shared = byField.get(field);
        if (shared == null) {
            shared = new SharedPort(reserve.get());
            byField.put(field, shared);
        }
        shared.users++;
        return shared.reservation;
    }

    /** Takes a user away; the last one releases the port. */
    synchronized void leave(Field field) {
        SharedPort shared = byField.get(field);
        if (shared != null && --shared.users == 0) {
            byField.remove(field);
            shared.reservation.close();
        }
    }

    @Override
    public synchronized void close() {
        List<SharedPort> left = List.copyOf(byField.values());
        byField.clear();
        try (Releases releases = new Releases()) {
            left.forEach(shared -> releases.release(shared.reservation::close));
        }
    }

    private static final class SharedPort {
        private final PortReservation reservation;
        private int users;

        SharedPort(PortReservation reservation) {
            this.reservation = reservation;
        }
    }
}
