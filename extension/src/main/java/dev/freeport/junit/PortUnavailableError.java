package dev.freeport.junit;

import dev.freeport.diagnosis.PortDiagnosis;
import java.util.List;

/**
 * The failure of a test whose server could not be bound to its port. The message names the process that has the port;
 * the original failure is the cause.
 *
 * @since 0.1.0
 */
public final class PortUnavailableError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final transient List<PortDiagnosis> diagnoses;

    PortUnavailableError(String message, List<PortDiagnosis> diagnoses, Throwable original) {
        super(message, original);
        this.diagnoses = diagnoses;
    }

    /**
     * Returns what is known of each port that may be meant.
     *
     * @return the diagnoses, at least one; empty only if this error was deserialized
     */
    public List<PortDiagnosis> diagnoses() {
        return diagnoses == null ? List.of() : diagnoses;
    }
}
