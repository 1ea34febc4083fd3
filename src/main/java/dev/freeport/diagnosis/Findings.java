package dev.freeport.diagnosis;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.Snapshot;
import dev.freeport.owner.SocketRow;
import dev.freeport.owner.SocketTable;
import dev.freeport.registry.PortHolder;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known so far in the course of one diagnosis. */
final class Findings {
    final Protocol protocol;
    final int port;
    final List<SocketRow> sockets;
    final List<String> notes;
    /** Whether a guard socket of this JVM holds the port. */
    final boolean guarded;

    boolean denied;
    final Optional<PortHolder> holder;
    private final List<SocketRow> bound = new ArrayList<>();

    Findings(Protocol protocol, int port, Snapshot snapshot, Optional<PortHolder> holder) {
        this.protocol = protocol;
        this.port = port;
        this.sockets = new ArrayList<>(snapshot.sockets());
        this.notes = new ArrayList<>(snapshot.notes());
        this.holder = holder;
        this.guarded = holder.flatMap(PortHolder::guarded).orElse(false);
    }

    /** Whether another JVM has reserved the port. */
    boolean reservedElsewhere() {
        return holder.isPresent() && holder.get().guarded().isEmpty();
    }

    /** Looks for sockets that are bound and no more, without our own guard. Returns whether there are any. */
    boolean addBound(SocketTable table) {
        if (protocol != Protocol.TCP) {
            return false;
        }
        Snapshot snapshot = table.readBound(port);
        bound.addAll(snapshot.sockets());
        if (guarded) {
            bound.stream().filter(Diagnoser::isOurs).findFirst().ifPresent(bound::remove);
        }
        sockets.addAll(bound);
        snapshot.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        return !bound.isEmpty();
    }

    /** Whether the JVM that has reserved the port holds it, and nobody else does. */
    boolean boundByHolder() {
        return reservedElsewhere()
                && sockets.stream()
                        .allMatch(row ->
                                row.owners().stream().map(OwnerProcess::pid).anyMatch(this::isHolder));
    }

    private boolean isHolder(long pid) {
        return holder.isPresent() && holder.get().pid() == pid;
    }

    Certainty certainty(Cause cause) {
        boolean certain = switch (cause) {
            case LISTENER, OWN_LISTENER, RESERVED, NONE -> true;
            case BOUND_ONLY -> !bound.isEmpty() && bound.size() == sockets.size() && !guarded;
            case PRIVILEGED, DENIED -> denied;
            case CONNECTION, LINGERING, OWN_GUARD, UNKNOWN -> false;
        };
        return certain ? Certainty.CERTAIN : Certainty.PROBABLE;
    }
}
