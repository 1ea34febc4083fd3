package dev.freeport.junit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * The ports of the constructors of one class, by test instance. JUnit resolves a constructor's parameters in the scope of the
 * class, but their ports last no longer than the instance.
 */
@SuppressWarnings("deprecation") // CloseableResource, since JUnit 5.13; the lowest supported one knows no other
final class InstancePorts implements CloseableResource, AutoCloseable {
    private final Map<Thread, PortScope> underConstruction = new HashMap<>();
    private final Map<Object, PortScope> byInstance = new IdentityHashMap<>();

    /** Returns the scope of the instance that the current thread is about to construct. */
    synchronized PortScope underConstruction() {
        PortScope scope = underConstruction.get(Thread.currentThread());
        if (scope == null) {
            scope = new PortScope();
            underConstruction.put(Thread.currentThread(), scope);
        }
        return scope;
    }

    synchronized void constructed(Object instance) {
        PortScope scope = underConstruction.remove(Thread.currentThread());
        if (scope != null) {
            byInstance.put(instance, scope);
        }
    }

    /** Releases what was reserved for an instance whose constructor failed. */
    synchronized void abandon() {
        PortScope scope = underConstruction.remove(Thread.currentThread());
        if (scope != null) {
            scope.close();
        }
    }

    synchronized @Nullable PortScope of(Object instance) {
        return byInstance.get(instance);
    }

    synchronized void release(Object instance) {
        PortScope scope = byInstance.remove(instance);
        if (scope != null) {
            scope.close();
        }
    }

    @Override
    public synchronized void close() {
        List<PortScope> left = new ArrayList<>(byInstance.values());
        left.addAll(underConstruction.values());
        byInstance.clear();
        underConstruction.clear();
        try (CloseAll releases = new CloseAll()) {
            left.forEach(releases::close);
        }
    }
}
