package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;

/** The numbers under which ports are claimed, locked and entered: TCP first, UDP after it. */
final class Slot {
    private static final int PORTS = 1 << 16;

    private Slot() {}

    static int of(Protocol protocol, int port) {
        return protocol == Protocol.TCP ? port : PORTS + port;
    }
}
