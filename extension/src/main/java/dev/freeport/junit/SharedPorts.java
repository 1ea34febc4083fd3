package dev.freeport.junit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of static fields, in the store of the whole run. Subclasses that run at the same time see the same field of
 * their superclass, so it keeps one port for as long as any of them uses it.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class SharedPorts implements CloseableResource, AutoCloseable {
    private final Map<Object, SharedPort> byOwner = new HashMap<>();

    /** Adds a user of the ports of a field or another object, which are taken if there are none yet. */
    PortScope.Held use(Object owner, Supplier<HeldPorts> take) {
        SharedPort shared;
        synchronized (this) {
            shared = byOwner.computeIfAbsent(owner, unknown -> new SharedPort());
            shared.users++;
        }
        try {
            return new PortScope.Held(shared.get(take), () -> leave(owner));
        } catch (RuntimeException | Error failure) {
            leave(owner);
            throw failure;
        }
    }

    /** Takes a user away; the last one releases the ports. */
    private void leave(Object owner) {
        SharedPort unused = withoutUser(owner);
        if (unused != null) {
            unused.close();
        }
    }

    private synchronized @Nullable SharedPort withoutUser(Object owner) {
        SharedPort shared = byOwner.get(owner);
        if (shared == null || --shared.users > 0) {
            return null;
        }
        byOwner.remove(owner);
        return shared;
    }

    @Override
    public synchronized void close() {
        List<SharedPort> left = List.copyOf(byOwner.values());
        byOwner.clear();
        try (Releases releases = new Releases()) {
            left.forEach(shared -> releases.release(shared::close));
        }
    }

    /** Has a lock of its own, because a certain port may have to be waited for. */
    private static final class SharedPort {
        private int users;
        private @Nullable HeldPorts ports;

        synchronized HeldPorts get(Supplier<HeldPorts> take) {
            HeldPorts known = ports;
            if (known == null) {
                known = take.get();
                ports = known;
            }
            return known;
        }

        synchronized void close() {
            if (ports != null) {
                ports.close();
            }
        }
    }
}
