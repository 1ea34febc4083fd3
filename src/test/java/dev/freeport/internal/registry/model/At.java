package dev.freeport.internal.registry.model;

/** What a process does next. */
enum At {
    NOT_STARTED,
    /** It reserves nothing and releases nothing now; it may use the port. */
    RESTING,

    LOCKING,
    LOCKING_WORD,
    READING_WORD,
    WRITING_WORD,
    UNLOCKING_WORD,
    LOOKING_AT_LOCK_FILE,
    LOOKING_AT_LEDGER,
    LOCKING_IN_KERNEL,
    BINDING,

    CLOSING_SOCKET,
    UNLOCKING_IN_KERNEL,
    CLEARING_WORD,
    UNLOCKING,

    OPENING_LOCK_FILE,
    OPENING_LEDGER,
    LOCKING_AGAIN,
    CLOSING_OLD_FILES,

    DEAD;

    private static final At[] VALUES = values();

    static At values(int ordinal) {
        return VALUES[ordinal];
    }
}
