package dev.freeport.diagnosis;

/**
 * Why a port cannot be bound.
 *
 * <pre>{@code
 * switch (FreePorts.explain(8080).cause()) {
 *     case NONE, GONE -> server.start();
 *     case LINGERING -> waitAMinute();
 *     default -> chooseAnotherPort();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public enum Cause {
    /** A server in another process listens on the port. */
    LISTENER,
    /** A server in this JVM listens on the port. */
    OWN_LISTENER,
    /** The port is the local end of a connection. */
    CONNECTION,
    /** The kernel still keeps a closed connection of the port; it belongs to no process. */
    LINGERING,
    /**
     * Nothing but this JVM's own guard socket holds the port now. If a bind has failed, the other socket has been closed
     * since, or a server tried to bind the port without SO_REUSEADDR.
     */
    OWN_GUARD,
    /** Another JVM has reserved the port and does not use it now. */
    RESERVED,
    /** This JVM or another one has reserved the port as closed: no server can listen on it. */
    CLOSED,
    /** This JVM or another one occupies the port so that servers find it taken. */
    OCCUPIED,
    /** A socket is bound to the port but neither listens nor is connected. */
    BOUND_ONLY,
    /** The port is below the limit for processes without privileges. */
    PRIVILEGED,
    /** The system does not permit the bind, although the port is not below the limit; there may be no process using it. */
    DENIED,
    /** The system has excluded the port, as Windows does for Hyper-V and others; there may be no process using it. */
    EXCLUDED,
    /** The address to bind is not one of this host; the port does not matter. */
    NOT_LOCAL,
    /** The address is one of IPv6, which this host or JVM does not use; the port does not matter. */
    NO_FAMILY,
    /** This JVM has so many files open that it can open no socket; the port does not matter. */
    NO_DESCRIPTOR,
    /** A bind failed, and the port can be bound now: it has been released since. */
    GONE,
    /** The port can be bound now. */
    NONE,
    /** It could not be found out. */
    UNKNOWN;

    /** Whether it is the port that is at fault, and not the address, the JVM or nothing at all. */
    boolean isAboutPort() {
        return switch (this) {
            case NOT_LOCAL, NO_FAMILY, NO_DESCRIPTOR, GONE, NONE -> false;
            default -> true;
        };
    }
}
