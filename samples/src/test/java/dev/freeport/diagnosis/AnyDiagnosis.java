package dev.freeport.diagnosis;

import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Diagnoses whose texts the documents are compared with; no user can make one. */
public final class AnyDiagnosis {
    private AnyDiagnosis() {}

    /** Returns one of a port that its owner has reserved. */
    public static PortDiagnosis of(BindAttempt attempt, Cause cause, OwnerProcess owner) {
        PortHolder holder = new PortHolder(owner.pid(), "a test", Instant.EPOCH, Optional.empty());
        DiagnosisState state = new DiagnosisState(attempt, SocketTable.SYSTEM, new PortHistory(Optional.of(holder)));
        state.owners = List.of(owner);
        return new PortDiagnosis(state, cause);
    }
}
