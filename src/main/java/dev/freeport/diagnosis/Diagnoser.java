package dev.freeport.diagnosis;

import dev.freeport.diagnosis.PortDiagnosis.ReservedBy;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.Snapshot;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketTable;
import dev.freeport.registry.PortHolder;
import dev.freeport.registry.Registries;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Finds out who has a port. Reads first and binds only where the tables do not tell, so that nobody is disturbed. Never
 * throws: what cannot be found out is said. Safe for use by several threads.
 */
public final class Diagnoser {
    /** The diagnoser of this host. */
    public static final Diagnoser SYSTEM = new Diagnoser(
            SocketTable.SYSTEM, Probe.SYSTEM, port -> Registries.findHolder(Protocol.TCP, port), HostStack::current);

    private final SocketTable table;
    private final Probe probe;
    private final IntFunction<Optional<PortHolder>> holders;
    private final Supplier<HostStack> stacks;

    Diagnoser(SocketTable table, Probe probe, IntFunction<Optional<PortHolder>> holders, Supplier<HostStack> stacks) {
        this.table = table;
        this.probe = probe;
        this.holders = holders;
        this.stacks = stacks;
    }

    /**
     * Finds out who has a port.
     *
     * @param port the port, 1 to 65535
     * @return the answer
     */
    public PortDiagnosis diagnose(int port) {
        try {
            Snapshot snapshot = table.read(Protocol.TCP, port);
            Optional<PortHolder> holder = holders.apply(port);
            return verdict(port, snapshot, holder);
        } catch (RuntimeException e) {
            return new PortDiagnosis(
                    port,
                    Cause.UNKNOWN,
                    Certainty.PROBABLE,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of("The explanation itself failed: " + e));
        }
    }

    private PortDiagnosis verdict(int port, Snapshot snapshot, Optional<PortHolder> holder) {
        List<String> notes = new ArrayList<>(snapshot.notes());
        Cause cause = cause(port, snapshot, holder, notes);
        if (cause != Cause.NONE) {
            notes.addAll(DynamicPortNotes.of(stacks.get(), port));
        }
        return new PortDiagnosis(
                port,
                cause,
                certainty(cause),
                snapshot.owners(row -> isToBlame(row, cause)),
                snapshot.sockets(),
                holder.map(by -> new ReservedBy(by.pid(), by.purpose(), by.since())),
                List.copyOf(notes));
    }

    private Cause cause(int port, Snapshot snapshot, Optional<PortHolder> holder, List<String> notes) {
        List<SocketRow> rows = snapshot.sockets();
        if (rows.stream().anyMatch(SocketRow::serves)) {
            return rows.stream().filter(SocketRow::serves).allMatch(Diagnoser::isOurs)
                    ? Cause.OWN_LISTENER
                    : Cause.LISTENER;
        }
        Result server = probe.bind(port, true);
        if (server == Result.NO_SOCKET) {
            return Cause.UNKNOWN;
        }
        if (server == Result.REFUSED) {
            if (rows.isEmpty()) {
                return port < stacks.get().privilegedLimit() ? Cause.PRIVILEGED : Cause.BOUND_ONLY;
            }
            return connection(rows);
        }
        Optional<Boolean> ownGuard = holder.flatMap(PortHolder::guarded);
        if (holder.isPresent() && ownGuard.isEmpty()) {
            return Cause.RESERVED;
        }
        if (ownGuard.orElse(false)) {
            return Cause.OWN_GUARD;
        }
        if (probe.bind(port, false) == Result.BINDS) {
            return Cause.NONE;
        }
        notes.add("A server that sets SO_REUSEADDR, as Java's do on Linux, can bind the port all the same.");
        return rows.isEmpty() ? Cause.BOUND_ONLY : connection(rows);
    }

    /** A process that merely talks over the port is not to blame for what a server on it does. */
    private static boolean isToBlame(SocketRow row, Cause cause) {
        return cause != Cause.LISTENER && cause != Cause.OWN_LISTENER || row.serves();
    }

    private static boolean isOurs(SocketRow row) {
        return row.owners().stream().anyMatch(OwnerProcess::isThisJvm);
    }

    private static Cause connection(List<SocketRow> rows) {
        return rows.stream().noneMatch(SocketRow::owned) ? Cause.LINGERING : Cause.CONNECTION;
    }

    private static Certainty certainty(Cause cause) {
        return switch (cause) {
            case LISTENER, OWN_LISTENER, RESERVED, NONE -> Certainty.CERTAIN;
            default -> Certainty.PROBABLE;
        };
    }
}
