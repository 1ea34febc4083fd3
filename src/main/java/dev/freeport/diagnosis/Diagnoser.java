package dev.freeport.diagnosis;

import dev.freeport.diagnosis.PortDiagnosis.PreviouslyReservedBy;
import dev.freeport.diagnosis.PortDiagnosis.ReservedBy;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out who has a port. Reads first and binds only where the tables do not tell, so that nobody is disturbed. Never
 * throws: what cannot be found out is said. Safe for use by several threads.
 */
public final class Diagnoser {
    /** The diagnoser of this host. */
    public static final Diagnoser SYSTEM = new Diagnoser(
            SocketTable.SYSTEM, Probe.SYSTEM, HolderLookup.SYSTEM, HostStack::current, Path.of("/proc/version"));

    private final SocketTable table;
    private final Probe probe;
    private final HolderLookup holders;
    private final Supplier<HostStack> stacks;
    private final Path kernelVersion;

    Diagnoser(SocketTable table, Probe probe, HolderLookup holders, Supplier<HostStack> stacks, Path kernelVersion) {
        this.table = table;
        this.probe = probe;
        this.holders = holders;
        this.stacks = stacks;
        this.kernelVersion = kernelVersion;
    }

    /**
     * Finds out who has a port.
     *
     * @param attempt what is to be bound, or could not
     * @param deadline until when; what is cut short is said
     * @return the answer
     */
    @SuppressWarnings("exports")
    public PortDiagnosis diagnose(BindAttempt attempt, Deadline deadline) {
        try {
            PortHistory history = holders.of(attempt.protocol(), attempt.port());
            List<Long> suspects = new ArrayList<>(history.occupiers());
            history.holder().ifPresent(holder -> suspects.add(holder.pid()));
            return verdict(new DiagnosisState(attempt, table.within(deadline, suspects), history));
        } catch (RuntimeException e) {
            return new PortDiagnosis(
                    attempt,
                    Cause.UNKNOWN,
                    Certainty.NOT_VISIBLE,
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("The explanation itself failed: " + e));
        }
    }

    private PortDiagnosis verdict(DiagnosisState found) {
        BindAttempt attempt = found.attempt;
        HostStack stack = stacks.get();
        Cause seen = new CauseAnalyzer(found, probe, stack).find();
        List<OwnerProcess> owners = new Snapshot(found.inTheWay, List.of()).owners(row -> isToBlame(row, seen));
        Cause cause = mayBeOnPurpose(seen) && found.isOccupied(owners) ? Cause.OCCUPIED : seen;
        Certainty certainty = found.certainty(cause);
        if (certainty == Certainty.NOT_VISIBLE) {
            WslNote.note(kernelVersion, attempt.port()).ifPresent(found.notes::add);
        }
        if (cause.isAboutPort()) {
            found.notes.addAll(DynamicPortNotes.of(stack, attempt.protocol(), attempt.port()));
        }
        return new PortDiagnosis(
                attempt,
                cause,
                certainty,
                List.copyOf(found.evidence),
                owners,
                List.copyOf(found.sockets),
                found.holder.map(by -> new ReservedBy(by.pid(), by.purpose(), by.since())),
                found.holder.isPresent()
                        ? Optional.empty()
                        : found.history
                                .past()
                                .get()
                                .map(by -> new PreviouslyReservedBy(by.pid(), by.purpose(), by.at(), by.released())),
                List.copyOf(found.notes));
    }

    private static boolean mayBeOnPurpose(Cause cause) {
        return cause == Cause.LISTENER || cause == Cause.OWN_LISTENER || cause == Cause.BOUND_ONLY;
    }

    /** A process that merely talks over the port is not to blame for what a server on it does. */
    private static boolean isToBlame(SocketInfo row, Cause cause) {
        return switch (cause) {
            case LISTENER, OWN_LISTENER -> row.serves();
            case BOUND_ONLY -> row.state() == SocketState.BOUND;
            default -> cause.isAboutPort();
        };
    }
}
