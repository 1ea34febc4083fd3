package dev.freeport.internal.registry;

/** Why a port was not given. */
enum Refusal {
    /** Somebody holds it. */
    RESERVED(false),
    /** Somebody else looks at it just now, and perhaps takes it. */
    LOOKED_AT(true),
    /** It was released a moment ago. */
    COOLING(false),
    /** Another socket is bound to it. */
    BOUND(false),
    /** The system does not permit this process to bind it. */
    DENIED(false),
    /** The files were replaced meanwhile, again and again. */
    FILES_REPLACED(true);

    private final boolean passing;

    Refusal(boolean passing) {
        this.passing = passing;
    }

    /** Tells whether it may be otherwise in a moment, though nobody releases anything. */
    boolean isPassing() {
        return passing;
    }
}
