package dev.freeport;

import dev.freeport.diagnosis.PortDiagnosis;

/**
 * Thrown if a process still listens on a port at the end of its reservation, and {@link LeakCheck#FAIL} is set. The port is
 * released nevertheless.
 *
 * @since 0.1.0
 */
public final class PortLeakException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient PortDiagnosis diagnosis;

    PortLeakException(String message, PortDiagnosis diagnosis) {
        super(message);
        this.diagnosis = diagnosis;
    }

    /** {@return the port and the process that listens on it} */
    public PortDiagnosis diagnosis() {
        return diagnosis;
    }
}
