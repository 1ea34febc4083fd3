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
final class StaticFieldPorts implements CloseableResource, AutoCloseable {
    private final Map<Object, SharedPort> byOwner = new HashMap<>();

    /** Adds a user of the ports of a field or another object, which are taken if there are none yet. */
    PortScope.Held use(Object owner, Supplier<DeclaredPorts> take) {
        while (true) {
            SharedPort shared = of(owner);
            try {
                DeclaredPorts ports = shared.join(take);
                if (ports != null) {
                    return new PortScope.Held(ports, () -> leave(owner, shared));
                }
            } finally {
                forgetIfOver(owner, shared);
            }
        }
    }

    /** Takes a user away; the last one releases the ports. */
    private void leave(Object owner, SharedPort shared) {
        try {
            shared.leave();
        } finally {
            forgetIfOver(owner, shared);
        }
    }

    private synchronized SharedPort of(Object owner) {
        return byOwner.computeIfAbsent(owner, unknown -> new SharedPort());
    }

    private void forgetIfOver(Object owner, SharedPort shared) {
        if (shared.isOver()) {
            synchronized (this) {
                byOwner.remove(owner, shared);
            }
        }
    }

    private synchronized List<SharedPort> takeAll() {
        List<SharedPort> all = List.copyOf(byOwner.values());
        byOwner.clear();
        return all;
    }

    @Override
    public void close() {
        try (CloseAll releases = new CloseAll()) {
            takeAll().forEach(shared -> releases.release(shared::close));
        }
    }

    /**
     * The ports of one owner. Has a lock of its own, because a certain port may have to be waited for; and is closed under
     * it, so that whoever comes meanwhile takes a port only when this one and its system property are given back.
     */
    private static final class SharedPort {
        private int users;
        private volatile boolean over;
        private @Nullable DeclaredPorts ports;

        /** Adds a user; null if the last one has left, so that another shared port is needed. */
        synchronized @Nullable DeclaredPorts join(Supplier<DeclaredPorts> take) {
            if (over) {
                return null;
            }
            DeclaredPorts known = ports;
            if (known == null) {
                known = take.get();
                ports = known;
            }
            users++;
            return known;
        }

        synchronized void leave() {
            if (--users == 0) {
                close();
            }
        }

        synchronized void close() {
            over = true;
            if (ports != null) {
                ports.close();
            }
        }

        boolean isOver() {
            return over;
        }
    }
}
