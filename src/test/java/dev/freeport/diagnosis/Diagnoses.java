package dev.freeport.diagnosis;

import dev.freeport.diagnosis.PortDiagnosis.ReservedBy;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.owner.OwnerProcess;
import java.util.List;
import java.util.Optional;

/** Diagnoses that a test needs without a port that is so. */
public final class Diagnoses {
    private Diagnoses() {}

    /** Returns one of a host on which nothing else is seen. */
    public static PortDiagnosis of(
            BindAttempt attempt, Cause cause, Optional<ReservedBy> holder, List<OwnerProcess> owners) {
        DiagnosisState state = state(attempt, holder);
        state.owners = List.copyOf(owners);
        return new PortDiagnosis(state, cause);
    }

    static DiagnosisState state(BindAttempt attempt, Optional<ReservedBy> holder) {
        return new DiagnosisState(
                attempt,
                Scene.table(Scene.empty()),
                new PortHistory(
                        holder.map(by -> new PortHolder(by.pid(), by.purpose(), by.since(), Optional.empty()))));
    }
}
