package dev.freeport.diagnosis;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.process.ProcessView;
import dev.freeport.internal.registry.BuildPurpose;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.registry.PortHistory;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.PortUse;
import dev.freeport.internal.registry.PreviousHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known so far in the course of one diagnosis. */
final class DiagnosisState {
    final BindAttempt attempt;
    final List<SocketInfo> sockets = new ArrayList<>();
    /** Those of them whose addresses are in the way. */
    final List<SocketInfo> inTheWay = new ArrayList<>();

    final List<String> evidence = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final PortHistory history;
    final Optional<PortHolder> holder;
    /** Whether a guard socket of this JVM holds the port. */
    final boolean guarded;

    boolean denied;
    /** Whether a server that sets SO_REUSEADDR can be bound. */
    boolean bindable;
    /** All processes to which the cause is due. */
    List<OwnerProcess> owners = List.of();
    /** The time within which not all owners could be looked for, if it did not suffice. */
    Optional<String> cutShort = Optional.empty();
    /** The dynamic range, if the port lies in it and a connection uses it. */
    Optional<String> dynamicRange = Optional.empty();
    /** Who has reserved the port in another directory or container, or as another user, if that is seen. */
    private Optional<KernelLockHolder> lockOfOthers = Optional.empty();

    /** The user as whom this JVM runs, if that was asked. */
    Optional<String> user = Optional.empty();

    ProcessView view = ProcessView.WHOLE;
    /** Whether this JVM runs as the user who may see all processes. */
    boolean privileged;
    /** The lowest port that needs no privileges on this host. */
    int privilegedLimit;

    /** Whether the deadline left out sockets or owners. */
    boolean isCutShort;

    private final SocketTable table;
    private final List<SocketInfo> bound = new ArrayList<>();

    DiagnosisState(BindAttempt attempt, SocketTable table, PortHistory history) {
        this.table = table;
        this.attempt = attempt;
        this.history = history;
        this.holder = history.holder();
        this.guarded = holder.flatMap(PortHolder::guarded).orElse(false);
    }

    void addSockets() {
        Snapshot first = table.read(attempt.protocol(), attempt.port());
        Snapshot snapshot = !first.isCutShort() && first.sockets().stream().anyMatch(DiagnosisState::isOfUnseen)
                ? table.read(attempt.protocol(), attempt.port())
                : first;
        isCutShort = snapshot.isCutShort();
        sockets.addAll(snapshot.sockets());
        notes.addAll(snapshot.notes());
        for (SocketInfo row : first.sockets()) {
            if (isOfUnseen(row) && sockets.stream().noneMatch(still -> isSame(row, still))) {
                notes.add(row + " was closed before its process was found.");
            }
        }
        for (SocketInfo row : sockets) {
            if (AddressOverlap.of(row, attempt.address()) != AddressOverlap.NONE) {
                inTheWay.add(row);
            }
        }
    }

    /** Says who has reserved the port in another directory or container, or as another user. */
    void addLockOfOthers() {
        if (holder.isEmpty()) {
            lockOfOthers = KernelLockHolder.of(table, Set.of(attempt.protocol()), attempt.port());
            lockOfOthers.ifPresent(by -> notes.add("The port is reserved by " + by.label() + "."));
        }
    }

    /** The process may have ended between the look at its socket and that at the process: then another look shows it. */
    private static boolean isOfUnseen(SocketInfo row) {
        return row.owned() && row.owners().isEmpty();
    }

    private static boolean isSame(SocketInfo one, SocketInfo other) {
        return one.state() == other.state()
                && one.local().equals(other.local())
                && one.remote().equals(other.remote());
    }

    /** Finds the JVM that had reserved the port before, if none has now. */
    Optional<PreviousHolder> previousHolder() {
        return holder.isPresent() ? Optional.empty() : history.past().get();
    }

    boolean reservedElsewhere() {
        return holder.isPresent() && !holder.get().isThisJvm();
    }

    /** Returns who has reserved the port, unless it is this JVM or one above it, which ends later. */
    Optional<String> otherReserver() {
        return holder.isPresent()
                ? holder.filter(by -> !BuildPurpose.isThisJvmOrAbove(by.pid()))
                        .map(by -> ProcessIdentity.label(by.pid()))
                : lockOfOthers
                        .filter(by -> by.pid().isEmpty()
                                || !BuildPurpose.isThisJvmOrAbove(by.pid().getAsLong()))
                        .map(KernelLockHolder::label);
    }

    /** Returns for what the build of this JVM has reserved the port, if it has. */
    Optional<String> reservedByThisBuild() {
        return holder.flatMap(by -> BuildPurpose.ofThisBuild(by.pid(), by.purpose()));
    }

    boolean isHeldClosed() {
        return isFor(PortUse.CLOSED);
    }

    private boolean isFor(PortUse use) {
        return holder.isPresent() && holder.get().use() == use;
    }

    /** Whether the owners hold the port so that servers find it taken. */
    boolean isOccupied() {
        if (reservedElsewhere()) {
            return isFor(PortUse.OCCUPIED);
        }
        return !history.occupiers().isEmpty()
                && owners.stream().map(OwnerProcess::pid).allMatch(history.occupiers()::contains);
    }

    /** Looks for sockets that are bound and no more, without our own guard. Returns whether there are any. */
    boolean addBound() {
        if (attempt.protocol() != Protocol.TCP) {
            return false;
        }
        Snapshot snapshot = table.readBound(attempt.port());
        isCutShort |= snapshot.isCutShort();
        List<SocketInfo> found = new ArrayList<>(snapshot.sockets());
        if (guarded) {
            ownGuard(found).ifPresent(found::remove);
        }
        sockets.addAll(found);
        found.removeIf(row -> AddressOverlap.of(row, attempt.address()) == AddressOverlap.NONE);
        bound.addAll(found);
        inTheWay.addAll(found);
        snapshot.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        return !bound.isEmpty();
    }

    /** It is among them for sure, even if there was no time to find the sockets of this JVM. */
    private static Optional<SocketInfo> ownGuard(List<SocketInfo> found) {
        Optional<SocketInfo> seen =
                found.stream().filter(SocketInfo::isOfThisJvm).findFirst();
        return seen.isPresent()
                ? seen
                : found.stream()
                        .filter(row -> row.owners().isEmpty()
                                && row.local().getAddress().isAnyLocalAddress())
                        .findFirst();
    }

    /** Whether the JVM that has reserved the port holds it, and no other process does. */
    boolean boundByHolder() {
        return reservedElsewhere()
                && inTheWay.stream()
                        .allMatch(row ->
                                row.owners().stream().map(OwnerProcess::pid).anyMatch(this::isHolder));
    }

    private boolean isHolder(long pid) {
        return holder.isPresent() && holder.get().pid() == pid;
    }

    /** Whether only connections are left on the port, over which a server that sets SO_REUSEADDR can be bound. */
    boolean isFreeForReuse() {
        return bindable && !attempt.failed();
    }

    Certainty certainty(Cause cause) {
        return switch (cause) {
            case LISTENER, OWN_LISTENER, RESERVED, CLOSED, OCCUPIED, NOT_LOCAL, NO_FAMILY, NO_DESCRIPTOR, GONE, NONE ->
                Certainty.CERTAIN;
            case BOUND_ONLY -> {
                if (bound.isEmpty()) {
                    yield isCutShort && sockets.isEmpty() ? Certainty.PROBABLE : Certainty.NOT_VISIBLE;
                }
                yield bound.size() == inTheWay.size() && !guarded ? Certainty.CERTAIN : Certainty.PROBABLE;
            }
            case PRIVILEGED, DENIED, EXCLUDED -> denied ? Certainty.CERTAIN : Certainty.PROBABLE;
            case OWN_GUARD -> bindable && !attempt.failed() ? Certainty.CERTAIN : Certainty.PROBABLE;
            case CONNECTION, LINGERING -> isFreeForReuse() ? Certainty.CERTAIN : Certainty.PROBABLE;
            case UNKNOWN -> Certainty.NOT_VISIBLE;
        };
    }
}
