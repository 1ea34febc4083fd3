package dev.freeport.diagnosis;

import dev.freeport.registry.PortHistory;
import dev.freeport.registry.Registries;
import dev.freeport.stack.Protocol;

/** Knows who has reserved a port, and who had it before. */
@FunctionalInterface
interface Holders {
    /** What the JVMs of this user wrote down. */
    Holders SYSTEM = Registries::history;

    PortHistory of(Protocol protocol, int port);
}
