package dev.freeport.internal.registry;

/** A directory cannot serve as the place where JVMs meet. The message says which, why, and what would be right. */
public final class UnusableDirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableDirectoryException(String message) {
        super(message);
    }
}
