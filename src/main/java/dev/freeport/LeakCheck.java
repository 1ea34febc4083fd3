package dev.freeport;

/**
 * What to do if something still listens on a port when its reservation ends.
 *
 * @since 0.1.0
 */
public enum LeakCheck {
    /** Nothing; it is not looked for. */
    OFF,
    /** A warning says who it is, and the port is not given again for a minute. The default. */
    WARN,
    /**
     * {@link PortReservation#close()} throws a {@link PortLeakException} that says who it is, after the release; and the
     * port is not given again for a minute.
     */
    FAIL
}
