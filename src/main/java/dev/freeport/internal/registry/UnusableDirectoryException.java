package dev.freeport.internal.registry;

/** JVMs cannot meet in a directory. The message says in which, why, and what would be right. */
public final class UnusableDirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    UnusableDirectoryException(String message) {
        this(message, false);
    }

    UnusableDirectoryException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Tells whether the next try may succeed, because the directory was deleted at this moment. */
    boolean mayPass() {
        return passing;
    }
}
