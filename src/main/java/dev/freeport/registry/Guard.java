package dev.freeport.registry;

/** The three guards of a port, each enough by itself. */
enum Guard {
    LOCK,
    LEDGER,
    SOCKET
}
