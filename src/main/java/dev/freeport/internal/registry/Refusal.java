package dev.freeport.internal.registry;

/** Why a port is refused. */
enum Refusal {
    /** A test holds it. */
    RESERVED(false),
    /** Another request tries it at this moment, and perhaps reserves it. */
    LOOKED_AT(true),
    /** It was released a moment ago. */
    COOLING(false),
    BOUND(false),
    /** The system does not permit this process to bind it. */
    DENIED(false),
    /** The files were replaced in the meantime, again and again. */
    FILES_REPLACED(true);

    private final boolean passing;

    Refusal(boolean passing) {
        this.passing = passing;
    }

    /** Tells whether the next try may succeed although no test releases the port. */
    boolean isPassing() {
        return passing;
    }
}
