package dev.freeport.junit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The ports of static fields, for the whole run. Subclasses that run at the same time see the same field of their
 * superclass, so it keeps one port while any of them uses it.
 */
final class StaticFieldPorts {
    private final Map<Object, PortScope.Slot> byOwner = new ConcurrentHashMap<>();

    /** Joins the ports of a field or another object; reserves them if there are none, or if their last user has left. */
    DeclaredPorts join(Object owner, Supplier<DeclaredPorts> reserve) {
        PortScope.Slot slot = byOwner.computeIfAbsent(owner, unknown -> new PortScope.Slot());
        synchronized (slot) {
            DeclaredPorts ports = slot.ports();
            if (ports == null || !ports.join()) {
                ports = reserve.get();
                slot.fill(ports);
            }
            return ports;
        }
    }
}
