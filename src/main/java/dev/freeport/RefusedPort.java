package dev.freeport;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.registry.PortRefusedException;
import dev.freeport.internal.registry.PortRefusedException.Reason;

/**
 * A given port that somebody had who had let go of it when it was asked who that was. To say both, that it is taken and that
 * it is free, would help nobody: it is asked for once more.
 */
final class RefusedPort {
    private static final int TRIES = 3;

    private RefusedPort() {}

    /**
     * Reserves a port that was refused, if nobody has it any more.
     *
     * @throws NoFreePortException if it is refused still, or for another reason
     */
    static PortReservation takeAfterAll(int port, PortRequest request, PortRefusedException first, Refusal refusal) {
        PortRefusedException refused = first;
        for (int i = 1; ; i++) {
            NoFreePortException said = refusal.of(request, port, refused);
            boolean outdated = refused.reason() == Reason.TAKEN
                    && !said.diagnoses().isEmpty()
                    && said.diagnoses().stream().noneMatch(PortDiagnosis::isTaken);
            if (!outdated || i == TRIES) {
                throw said;
            }
            try {
                return FreePorts.takeFixed(port, request);
            } catch (PortRefusedException again) {
                refused = again;
            }
        }
    }

    /** Says why a port is refused, and who has it. */
    @FunctionalInterface
    interface Refusal {
        NoFreePortException of(PortRequest request, int port, PortRefusedException refused);
    }
}
