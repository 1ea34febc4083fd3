package dev.freeport.internal.failure;

import dev.freeport.internal.process.StartTime;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.time.Instant;
import java.util.Optional;

/** Why the port of a listener may be the one that a failure does not name, the strongest reason first. */
enum Suspicion {
    /** The code of the test contains the number. */
    IN_CODE,
    OTHER_FORK,
    THIS_JVM,
    CHILD,
    LEFTOVER_FORK,
    /** It was started after this JVM. */
    NEW,
    NONE;

    static Suspicion of(SocketInfo row, CodeNumbers code) {
        if (code.contain(row.local().getPort())) {
            return IN_CODE;
        }
        Suspicion strongest = NONE;
        for (OwnerProcess owner : row.owners()) {
            Suspicion suspicion = of(owner);
            strongest = suspicion.compareTo(strongest) < 0 ? suspicion : strongest;
        }
        return strongest;
    }

    private static Suspicion of(OwnerProcess owner) {
        if (owner.isThisJvm()) {
            return THIS_JVM;
        }
        if (owner.kind() == OwnerKind.SIBLING_FORK) {
            return OTHER_FORK;
        }
        if (owner.kind() == OwnerKind.CHILD) {
            return CHILD;
        }
        if (owner.kind() == OwnerKind.LEFTOVER_FORK) {
            return LEFTOVER_FORK;
        }
        Optional<Instant> own = StartTime.of(ProcessHandle.current());
        return owner.started().isPresent()
                        && own.isPresent()
                        && owner.started().get().isAfter(own.get())
                ? NEW
                : NONE;
    }
}
