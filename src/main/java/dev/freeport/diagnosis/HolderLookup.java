package dev.freeport.diagnosis;

import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.Registries;
import dev.freeport.stack.Protocol;

/** Knows who has reserved a port, and who had it before. */
@FunctionalInterface
interface HolderLookup {
    /** What the JVMs of this user wrote down. */
    HolderLookup SYSTEM = Registries::history;

    PortHistory of(Protocol protocol, int port);
}
