package dev.freeport.failure;

import dev.freeport.diagnosis.PortDiagnosis;
import java.util.List;

/**
 * Explains why a server could not be bound to its port. The message names the process that has the port.
 *
 * <p>A test fails with this error, and the original failure is the cause. Where the bind is not what the test failed of
 * in the first place, or nothing but another process that listens on a port of the test tells of a bind at all, the test
 * fails as it would without, and this error is among what that failure suppresses.
 *
 * <pre>{@code
 * catch (PortUnavailableError e) {
 *     e.diagnoses().get(0).owners(); // who has the port
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
     * Creates one that is thrown instead of a failure.
     *
     * @param message what is known, to be read
     * @param diagnoses what is known of each port that may be meant
     * @param original the failure
     */
    public PortUnavailableError(String message, List<PortDiagnosis> diagnoses, Throwable original) {
        super(message, original);
        this.diagnoses = List.copyOf(diagnoses);
    }

    PortUnavailableError(String message, List<PortDiagnosis> diagnoses) {
        super(message);
        this.diagnoses = List.copyOf(diagnoses);
    }

    /**
     * Returns what is known of each port that may be meant.
     *
     * @return the diagnoses; empty if no port is known, or this error was deserialized
     */
    public List<PortDiagnosis> diagnoses() {
        return diagnoses == null ? List.of() : diagnoses;
    }
}
