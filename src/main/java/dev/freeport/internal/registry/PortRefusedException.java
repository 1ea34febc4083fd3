package dev.freeport.internal.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fixed port could not be reserved. */
public final class PortRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient Optional<PortHolder> holder;

    PortRefusedException(int port, Reason reason, Optional<PortHolder> holder, @Nullable Throwable cause) {
        super(cause == null ? "port " + port + ": " + reason : cause.getMessage(), cause);
        this.reason = reason;
        this.holder = holder;
    }

    public Reason reason() {
        return reason;
    }

    public Optional<PortHolder> holder() {
        return holder;
    }

    public enum Reason {
        /** A process that has not reserved it uses it. */
        TAKEN,
        /** The system does not permit this process to bind it. */
        DENIED,
        /** Others held it until the timeout. */
        TIMED_OUT,
        INTERRUPTED,
        NO_SOCKET
    }
}
