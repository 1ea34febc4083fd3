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
    LISTENER("a server listens on the port"),
    /** A server in this JVM listens on the port. */
    OWN_LISTENER("a server in this JVM listens on the port; was one closed too late, or never?"),
    /** The port is the local end of a connection. */
    CONNECTION("the port is the local end of a connection, not of a server"),
    /** A connection that is closed already lingers on the port; it belongs to no process. */
    LINGERING("a connection that is closed already lingers on the port"),
    /**
     * Nothing but this JVM's own guard socket holds the port now. If a bind has failed, whoever had the port besides has let
     * go, or a server tried to bind it without SO_REUSEADDR.
     */
    OWN_GUARD("this JVM has reserved the port, and nobody uses it at the moment"),
    /** Another JVM has reserved the port and does not use it at the moment. */
    RESERVED("another JVM has reserved the port and does not use it at the moment"),
    /** The port was reserved as one on which nobody can listen, by this JVM or another one. */
    CLOSED("it was reserved as a port on which nobody can listen (@ClosedPort, FreePorts.reserveClosed)"),
    /** The port is occupied so that servers find it taken, by this JVM or another one. */
    OCCUPIED("it was occupied to be found taken (@OccupiedPort, PortOccupier)"),
    /** A socket is bound to the port but neither listens nor is connected. */
    BOUND_ONLY("a socket that is bound but does not listen has the port"),
    /** The port is below the limit for processes without privileges. */
    PRIVILEGED("a port below the limit for unprivileged processes"),
    /** The system does not permit the bind, although the port is not below the limit; nobody need have it. */
    DENIED("the system does not permit the bind: a policy such as SELinux, Landlock or a sandbox forbids it"),
    /** The system has excluded the port, as Windows does for Hyper-V and others; nobody need have it. */
    EXCLUDED("the system has excluded the port from use, so that nobody can bind it; no process need have it"),
    /** The address to be bound is none of this host's; it has nothing to do with the port. */
    NOT_LOCAL("the address is none of this host's; the port has nothing to do with it"),
    /** The address is one of IPv6, which this host or JVM does not use. */
    NO_FAMILY(
            "the address is one of IPv6, which this host or this JVM does not use; the port has nothing to do with it"),
    /** This JVM has so many files open that it can open no socket; it has nothing to do with the port. */
    NO_DESCRIPTOR("this JVM has as many files and sockets open as it may; the port has nothing to do with it"),
    /** A bind failed, and the port can be bound now: whoever had it has let go of it. */
    GONE("whoever had the port has let go of it by now"),
    /** The port can be bound now. */
    NONE("the port can be bound now"),
    /** It could not be found out. */
    UNKNOWN("the cause could not be found out");

    private final String text;

    Cause(String text) {
        this.text = text;
    }

    /** Whether it is the port that is at fault, and not the address, the JVM or nothing at all. */
    boolean isAboutPort() {
        return switch (this) {
            case NOT_LOCAL, NO_FAMILY, NO_DESCRIPTOR, GONE, NONE -> false;
            default -> true;
        };
    }

    String text(BindAttempt attempt) {
        return this == OWN_GUARD && attempt.failed()
                ? "whoever had the port has let go of it by now, perhaps because the test itself ended it in a finally"
                        + " block; or the server binds without SO_REUSEADDR, which a guard socket does not allow"
                : text;
    }
}
