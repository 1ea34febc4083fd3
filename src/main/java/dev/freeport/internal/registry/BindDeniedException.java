package dev.freeport.internal.registry;

import java.io.IOException;

/** The system does not permit this process to bind a port, taken or not. */
final class BindDeniedException extends IOException {
    private static final long serialVersionUID = 1L;

    BindDeniedException(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
