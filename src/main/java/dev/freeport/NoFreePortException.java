package dev.freeport;

/**
 * Thrown if no port can be reserved. The message counts the ports of the pool and says why each could not be had.
 *
 * @since 0.1.0
 */
public final class NoFreePortException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoFreePortException(String message, Throwable cause) {
        super(message, cause);
    }
}
