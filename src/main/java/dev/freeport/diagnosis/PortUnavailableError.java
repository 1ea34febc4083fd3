package dev.freeport.diagnosis;

import java.util.List;

/**
 * Explains why a server could not be bound to its port. The message names the process that owns the port.
 *
 * <p>A test fails with this error, and the original failure is its cause. Where the bind is not the first reason why the
 * test failed, or where only another process that listens on a port of the test hints at a bind, the test fails with its
 * own failure, which suppresses this error.
 *
 * <pre>{@code
 * catch (PortUnavailableError e) {
 *     e.diagnoses().get(0).owners(); // the processes that own the port
 *     e.getCause(); // what the server threw
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortUnavailableError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<PortDiagnosis> diagnoses;

    /**
     * Creates an error for a failure that suppresses it. Freeport explains no failure again that bears such an error.
     *
     * @param message the explanation
     * @param diagnoses the diagnosis of each port that may be meant
     */
    public PortUnavailableError(String message, List<PortDiagnosis> diagnoses) {
        super(message);
        this.diagnoses = List.copyOf(diagnoses);
    }

    /**
     * Creates an error that is thrown instead of a failure.
     *
     * @param message the explanation
     * @param diagnoses the diagnosis of each port that may be meant
     * @param original the failure
     */
    public PortUnavailableError(String message, List<PortDiagnosis> diagnoses, Throwable original) {
        super(message, original);
        this.diagnoses = List.copyOf(diagnoses);
    }

    /** {@return the diagnosis of each port that may be meant; empty if none is known, or after deserialization} */
    public List<PortDiagnosis> diagnoses() {
        return diagnoses == null ? List.of() : diagnoses;
    }
}
