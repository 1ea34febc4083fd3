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
    final BindAttempt attempt;
    /** All sockets with the port. */
    final List<SocketRow> sockets;
    /** Those of them whose addresses are in the way. */
    final List<SocketRow> inTheWay = new ArrayList<>();

    final List<String> evidence = new ArrayList<>();
    final List<String> notes;
    final Optional<PortHolder> holder;
    /** Whether a guard socket of this JVM holds the port. */
    final boolean guarded;

    boolean denied;
    private final SocketTable table;
    private final List<SocketRow> bound = new ArrayList<>();

    Findings(BindAttempt attempt, SocketTable table, Optional<PortHolder> holder) {
        Snapshot snapshot = table.read(attempt.protocol(), attempt.port());
        this.table = table;
        this.attempt = attempt;
        this.sockets = new ArrayList<>(snapshot.sockets());
        this.notes = new ArrayList<>(snapshot.notes());
        this.holder = holder;
        this.guarded = holder.flatMap(PortHolder::guarded).orElse(false);
        for (SocketRow row : sockets) {
            if (Overlap.of(row, attempt.address()) != Overlap.NONE) {
                inTheWay.add(row);
            }
        }
    }

    /** Whether another JVM has reserved the port. */
    boolean reservedElsewhere() {
        return holder.isPresent() && holder.get().guarded().isEmpty();
    }

    /** Looks for sockets that are bound and no more, without our own guard. Returns whether there are any. */
    boolean addBound() {
        if (attempt.protocol() != Protocol.TCP) {
            return false;
        }
        Snapshot snapshot = table.readBound(attempt.port());
        List<SocketRow> found = new ArrayList<>(snapshot.sockets());
        if (guarded) {
            found.stream().filter(SocketRow::isOfThisJvm).findFirst().ifPresent(found::remove);
        }
        sockets.addAll(found);
        found.removeIf(row -> Overlap.of(row, attempt.address()) == Overlap.NONE);
        bound.addAll(found);
        inTheWay.addAll(found);
        snapshot.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        return !bound.isEmpty();
    }

    /** Whether the JVM that has reserved the port holds it, and nobody else does. */
    boolean boundByHolder() {
        return reservedElsewhere()
                && inTheWay.stream()
                        .allMatch(row ->
                                row.owners().stream().map(OwnerProcess::pid).anyMatch(this::isHolder));
    }

    private boolean isHolder(long pid) {
        return holder.isPresent() && holder.get().pid() == pid;
    }

    Certainty certainty(Cause cause) {
        return switch (cause) {
            case LISTENER, OWN_LISTENER, RESERVED, NOT_LOCAL, NO_FAMILY, NO_DESCRIPTOR, GONE, NONE -> Certainty.CERTAIN;
            case BOUND_ONLY -> {
                if (bound.isEmpty()) {
                    yield Certainty.NOT_VISIBLE;
                }
                yield bound.size() == inTheWay.size() && !guarded ? Certainty.CERTAIN : Certainty.PROBABLE;
            }
            case PRIVILEGED, DENIED, EXCLUDED -> denied ? Certainty.CERTAIN : Certainty.PROBABLE;
            case CONNECTION, LINGERING, OWN_GUARD -> Certainty.PROBABLE;
            case UNKNOWN -> Certainty.NOT_VISIBLE;
        };
    }
}
