package dev.freeport.internal.registry;

/** The three guards of a port, each enough by itself. */
public enum GuardKind {
    /** A locked byte of a file. */
    LOCK,
    /** A word of the ledger. */
    LEDGER,
    /** A socket on another port that stands for this one. */
    KERNEL
}
