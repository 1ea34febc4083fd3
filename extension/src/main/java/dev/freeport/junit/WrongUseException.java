package dev.freeport.junit;

import org.jspecify.annotations.Nullable;

/** Says of a declaration what is wrong, where, and what would be right. Becomes the exception that JUnit has for the place. */
final class WrongUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongUseException(String message) {
        this(message, null);
    }

    WrongUseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns what led to this, or this itself: JUnit 6 wants a cause. */
    Throwable reason() {
        return getCause() == null ? this : getCause();
    }

    /** Returns the error for a place that can be given no port. */
    static WrongUseException at(Place place, String why) {
        return new WrongUseException("No port for " + place + ": " + why);
    }

    static WrongUseException at(Place place, IllegalArgumentException why) {
        return new WrongUseException("No port for " + place + ": " + why.getMessage(), why);
    }
}
