package dev.freeport;

import dev.freeport.diagnosis.PortDiagnosis;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if no port can be reserved. The message counts the ports of the pool and says why each was refused; of a fixed port,
 * which process or test owns it; of a directory that cannot be used, why.
 *
 * <pre>{@code
 * try {
 *     reservation = FreePorts.reserveFixed(8080, request);
 * } catch (NoFreePortException e) {
 *     e.diagnoses().forEach(diagnosis -> log.warn(diagnosis.headline()));
 *     throw e;
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class NoFreePortException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<PortDiagnosis> diagnoses;

    /** One with a complete message, and what the system threw, if it did. */
    NoFreePortException(String message, List<PortDiagnosis> diagnoses, @Nullable Throwable cause) {
        super(message, cause);
        this.diagnoses = List.copyOf(diagnoses);
    }

    /** {@return the owners of a few of the ports to which other sockets are bound; empty if there are none} */
    public List<PortDiagnosis> diagnoses() {
        return diagnoses;
    }
}
