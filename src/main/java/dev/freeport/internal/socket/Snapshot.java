package dev.freeport.internal.socket;

import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What was found in a socket table.
 *
 * @param sockets the sockets, each with its owners
 * @param notes what could not be read, one sentence each
 * @since 0.1.0
 */
public record Snapshot(List<SocketInfo> sockets, List<String> notes) {

    /**
     * Returns all processes that own some of the sockets.
     *
     * @param which the sockets that matter
     * @return the processes, each once, this JVM first
     */
    public List<OwnerProcess> owners(Predicate<SocketInfo> which) {
        Set<OwnerProcess> owners = new LinkedHashSet<>();
        for (SocketInfo row : sockets) {
            if (which.test(row)) {
                row.owners().stream().filter(OwnerProcess::isThisJvm).forEach(owners::add);
            }
        }
        for (SocketInfo row : sockets) {
            if (which.test(row)) {
                owners.addAll(row.owners());
            }
        }
        return List.copyOf(owners);
    }
}
