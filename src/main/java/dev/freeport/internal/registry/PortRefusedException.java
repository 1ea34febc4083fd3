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

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Returns which JVM has reserved the port, if one has. */
    public Optional<PortHolder> holder() {
        return holder;
    }

    /** Why a port could not be reserved. */
    public enum Reason {
        /** A process that has not reserved it uses it. */
        TAKEN,
        /** The system does not permit this process to bind it. */
        DENIED,
        /** Others held it until the timeout. */
        TIMED_OUT,
        /** The thread that waited was interrupted. */
        INTERRUPTED,
        /** The system provides no socket. */
        NO_SOCKET
    }
}
