package dev.freeport.diagnosis;

import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.socket.ConnectedPorts;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out what holds a port. Reads first and binds only where the tables do not tell, so that no other process is
 * disturbed. Never throws: what cannot be found out is said. Safe for use by several threads.
 */
record Diagnoser(
        SocketTable table, Probe probe, HistoryLookup histories, Supplier<HostStack> stacks, Path kernelVersion) {
    static final Diagnoser SYSTEM = new Diagnoser(
            SocketTable.SYSTEM, Probe.SYSTEM, Registries::history, HostStack::current, Path.of("/proc/version"));

    /** Knows which JVM has reserved a port, and which one had before. */
    @FunctionalInterface
    interface HistoryLookup {
        PortHistory of(Protocol protocol, int port);
    }

    /** Diagnoses an attempt to bind within a time; what is cut short is said. */
    PortDiagnosis diagnose(BindAttempt attempt, Duration limit) {
        return diagnose(attempt, () -> Deadline.in(limit));
    }

    /** Takes the deadline, which begins when it is asked for. */
    PortDiagnosis diagnose(BindAttempt attempt, Supplier<Deadline> limit) {
        try {
            PortHistory history = histories.of(attempt.protocol(), attempt.port());
            List<Long> suspects = new ArrayList<>(history.occupiers());
            history.holder().ifPresent(holder -> suspects.add(holder.pid()));
            Deadline deadline = limit.get();
            DiagnosisState found = new DiagnosisState(attempt, table.within(deadline, suspects), history);
            found.addSockets();
            found.addLockOfOthers();
            Cause cause = cause(found);
            found.cutShort = found.isCutShort ? Optional.of(deadline.toString()) : Optional.empty();
            return new PortDiagnosis(found, cause);
        } catch (RuntimeException failure) {
            DiagnosisState nothing = new DiagnosisState(attempt, table, new PortHistory(Optional.empty()));
            nothing.notes.add("The diagnosis itself failed: " + failure);
            return new PortDiagnosis(nothing, Cause.UNKNOWN);
        }
    }

    private Cause cause(DiagnosisState found) {
        HostStack stack = stacks.get();
        Cause seen = new CauseAnalyzer(found, probe, stack).find();
        found.user = probe.user();
        found.view = probe.view();
        found.privileged = probe.isPrivileged();
        found.privilegedLimit = stack.privilegedLimit();
        found.owners = new Snapshot(found.inTheWay, List.of()).owners(row -> isToBlame(row, seen));
        Cause cause = mayBeOnPurpose(seen) && found.isOccupied() ? Cause.OCCUPIED : seen;
        if (found.certainty(cause) == Certainty.NOT_VISIBLE) {
            found.notes.addAll(HostNotes.ofWsl(kernelVersion, found.attempt.port()));
        }
        boolean isDynamic = stack.isDynamic(found.attempt.protocol(), found.attempt.port());
        if (isDynamic && (cause == Cause.CONNECTION || cause == Cause.LINGERING)) {
            found.dynamicRange = Optional.of(ConnectedPorts.range(stack, found.attempt.protocol()));
            ConnectedPorts.many(table, stack).ifPresent(many -> found.notes.add(many.toString()));
        }
        KernelLockText.beside(found.attempt, table).ifPresent(found.notes::add);
        if (cause.isAboutPort()) {
            found.notes.addAll(HostNotes.ofDynamicPort(stack, found.attempt.protocol(), found.attempt.port()));
        }
        return cause;
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
