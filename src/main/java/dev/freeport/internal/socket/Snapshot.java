package dev.freeport.internal.socket;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a socket table contained, what could not be read, one sentence each, and whether the deadline left out sockets or
 * owners.
 */
public record Snapshot(List<SocketInfo> sockets, List<String> notes, boolean isCutShort) {
    public Snapshot(List<SocketInfo> sockets, List<String> notes) {
        this(sockets, notes, false);
    }

    /** Returns all owners of the sockets that matter, each once, this JVM first. */
    public List<OwnerProcess> owners(Predicate<SocketInfo> which) {
        List<OwnerProcess> all = sockets.stream()
                .filter(which)
                .flatMap(row -> row.owners().stream())
                .toList();
        Set<OwnerProcess> owners = new LinkedHashSet<>();
        all.stream().filter(OwnerProcess::isThisJvm).forEach(owners::add);
        owners.addAll(all);
        return List.copyOf(owners);
    }
}
