package dev.freeport.internal.registry;

/** The system provides no socket, whatever the port. */
final class NoSocketException extends Exception {
    private static final long serialVersionUID = 1L;

    NoSocketException(String message) {
        super(message);
    }

    NoSocketException(String message, Throwable cause) {
        super(message, cause);
    }
}
