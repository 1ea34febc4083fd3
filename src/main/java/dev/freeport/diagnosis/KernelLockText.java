package dev.freeport.diagnosis;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.Optional;

/** What is said of the UDP port that the kernel locks of reservations use: no server listens there. */
final class KernelLockText {
    private KernelLockText() {}

    /** Returns such as {@code kernel locks of Freeport (3 reservations), pid 4711}; nothing if others use the port, too. */
    static Optional<String> of(List<SocketInfo> sockets) {
        if (sockets.isEmpty() || !sockets.stream().allMatch(KernelLockHolder::isLock)) {
            return Optional.empty();
        }
        List<OwnerProcess> owners = new Snapshot(sockets, List.of()).owners(row -> true);
        return Optional.of("kernel locks of Freeport ("
                + (sockets.size() == 1 ? "1 reservation" : sockets.size() + " reservations") + "), "
                + (owners.isEmpty() ? "pid not visible" : OwnerText.named(owners)));
    }

    /** Says of the TCP port of the same number who uses the one of UDP. */
    static Optional<String> beside(BindAttempt attempt, SocketTable table) {
        return attempt.protocol() == Protocol.TCP && attempt.port() == PortPool.KERNEL_LOCKS
                ? of(table.read(Protocol.UDP, attempt.port()).sockets().stream()
                                .filter(KernelLockHolder::isLock)
                                .toList())
                        .map(locks -> "UDP port " + attempt.port() + " is used by " + locks + ".")
                : Optional.empty();
    }
}
