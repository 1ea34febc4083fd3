package dev.freeport;

/**
 * What to do if a process still listens on a port when its reservation ends.
 *
 * @since 0.1.0
 */
public enum LeakCheck {
    /** Nothing; the port is not checked. */
    OFF,
    /** A warning names the process, and the port is not reserved again for a minute. The default. */
    WARN,
    /**
     * {@link PortReservation#close()} throws a {@link PortLeakException} that names the process, after the release; and the
     * port is not reserved again for a minute.
     */
    FAIL
}
