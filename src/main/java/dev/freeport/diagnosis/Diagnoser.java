package dev.freeport.diagnosis;

import dev.freeport.diagnosis.PortDiagnosis.PreviouslyReservedBy;
import dev.freeport.diagnosis.PortDiagnosis.ReservedBy;
import dev.freeport.diagnosis.Probe.Result;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.Snapshot;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketState;
import dev.freeport.owner.SocketTable;
import dev.freeport.registry.PortHolder;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out who has a port. Reads first and binds only where the tables do not tell, so that nobody is disturbed. Never
 * throws: what cannot be found out is said. Safe for use by several threads.
 */
public final class Diagnoser {
    /** The diagnoser of this host. */
    public static final Diagnoser SYSTEM =
            new Diagnoser(SocketTable.SYSTEM, Probe.SYSTEM, Holders.SYSTEM, HostStack::current);

    private final SocketTable table;
    private final Probe probe;
    private final Holders holders;
    private final Supplier<HostStack> stacks;

    Diagnoser(SocketTable table, Probe probe, Holders holders, Supplier<HostStack> stacks) {
        this.table = table;
        this.probe = probe;
        this.holders = holders;
        this.stacks = stacks;
    }

    /**
     * Finds out who has a port.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @return the answer
     */
    public PortDiagnosis diagnose(Protocol protocol, int port) {
        try {
            Snapshot snapshot = table.read(protocol, port);
            Optional<PortHolder> holder = holders.holder(protocol, port);
            return verdict(new Findings(protocol, port, snapshot, holder));
        } catch (RuntimeException e) {
            return new PortDiagnosis(
                    protocol,
                    port,
                    Cause.UNKNOWN,
                    Certainty.PROBABLE,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("The explanation itself failed: " + e));
        }
    }

    private PortDiagnosis verdict(Findings findings) {
        Cause cause = cause(findings);
        if (cause != Cause.NONE) {
            findings.notes.addAll(DynamicPortNotes.of(stacks.get(), findings.protocol, findings.port));
        }
        return new PortDiagnosis(
                findings.protocol,
                findings.port,
                cause,
                findings.certainty(cause),
                new Snapshot(findings.sockets, List.of()).owners(row -> isToBlame(row, cause)),
                List.copyOf(findings.sockets),
                findings.holder.map(by -> new ReservedBy(by.pid(), by.purpose(), by.since())),
                findings.holder.isPresent()
                        ? Optional.empty()
                        : holders.previous(findings.protocol, findings.port)
                                .map(by -> new PreviouslyReservedBy(by.pid(), by.purpose(), by.at(), by.released())),
                List.copyOf(findings.notes));
    }

    private Cause cause(Findings found) {
        if (found.sockets.stream().anyMatch(SocketRow::serves)) {
            return found.sockets.stream().filter(SocketRow::serves).allMatch(Diagnoser::isOurs)
                    ? Cause.OWN_LISTENER
                    : Cause.LISTENER;
        }
        return switch (probe.bind(found.protocol, found.port, true)) {
            case NO_SOCKET -> Cause.UNKNOWN;
            case REFUSED -> causeOfRefusal(found);
            case BINDS -> causeOfReluctance(found);
        };
    }

    /** No server can be bound to the port. */
    private Cause causeOfRefusal(Findings found) {
        boolean low = found.port < stacks.get().privilegedLimit();
        boolean mayBeDenied = low || found.sockets.isEmpty() && found.protocol == Protocol.TCP;
        if (mayBeDenied && probe.isDenied(found.port)) {
            found.denied = true;
            return low ? Cause.PRIVILEGED : Cause.DENIED;
        }
        if (found.addBound(table)) {
            return found.boundByHolder() ? Cause.RESERVED : Cause.BOUND_ONLY;
        }
        if (!found.sockets.isEmpty()) {
            return connection(found.sockets);
        }
        if (low) {
            return Cause.PRIVILEGED;
        }
        return found.guarded ? Cause.OWN_GUARD : Cause.BOUND_ONLY;
    }

    /** A server that sets SO_REUSEADDR can be bound to the port, and perhaps no other. */
    private Cause causeOfReluctance(Findings found) {
        if (found.reservedElsewhere()) {
            return Cause.RESERVED;
        }
        if (!found.guarded && probe.bind(found.protocol, found.port, false) == Result.BINDS) {
            return Cause.NONE;
        }
        boolean bound = found.addBound(table);
        if (found.guarded && !bound) {
            return Cause.OWN_GUARD;
        }
        found.notes.add("A server that sets SO_REUSEADDR, as Java's do on Linux, can bind the port all the same."
                + (found.guarded
                        ? " One that does not is kept out by the guard socket of this JVM's reservation too."
                        : ""));
        return bound || found.sockets.isEmpty() ? Cause.BOUND_ONLY : connection(found.sockets);
    }

    /** A process that merely talks over the port is not to blame for what a server on it does. */
    private static boolean isToBlame(SocketRow row, Cause cause) {
        return switch (cause) {
            case LISTENER, OWN_LISTENER -> row.serves();
            case BOUND_ONLY -> row.state() == SocketState.BOUND;
            default -> true;
        };
    }

    static boolean isOurs(SocketRow row) {
        return row.owners().stream().anyMatch(OwnerProcess::isThisJvm);
    }

    private static Cause connection(List<SocketRow> rows) {
        return rows.stream().noneMatch(SocketRow::owned) ? Cause.LINGERING : Cause.CONNECTION;
    }
}
