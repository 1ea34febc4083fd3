package dev.freeport.internal.registry;

/** Why a port is refused. */
enum Refusal {
    /** A test holds it. */
    RESERVED,
    /** Another request tries it at this moment, and perhaps reserves it. */
    LOOKED_AT,
    /** No JVM that meets this one has it, but its kernel lock is taken: by another user or container, or by a JVM that is ending. */
    LOCKED,
    /** It was released a moment ago. */
    COOLING,
    BOUND,
    /** The system does not permit this process to bind it. */
    DENIED,
    /** The files were replaced in the meantime, again and again. */
    FILES_REPLACED
}
