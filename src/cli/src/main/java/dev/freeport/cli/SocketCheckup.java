package dev.freeport.cli;

import static java.util.stream.Collectors.joining;

import dev.freeport.internal.os.NativeAccess;
import dev.freeport.internal.process.Deadline;
import dev.freeport.internal.registry.KernelLockHolder;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks whether this user can see the owners of ports. */
final class SocketCheckup {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private SocketCheckup() {}

    static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                owners(SocketTable.SYSTEM.within(Deadline.in(WITHIN), List.of()).readServers()));
        try {
            findings.add(Finding.ok("jna", "JNA " + NativeAccess.version() + " works."));
            findings.add(boundSockets());
        } catch (IOException unusable) {
            findings.add(Finding.warning(
                    "jna", "JNA does not work, so some owners stay unknown: " + unusable.getMessage() + "."));
        }
        return findings;
    }

    /** Says what the table itself says of those whose owners are not visible: each may have a reason of its own. */
    static Finding owners(Snapshot servers) {
        List<SocketInfo> sockets = servers.sockets().stream()
                .filter(socket -> !KernelLockHolder.isLock(socket))
                .toList();
        int all = sockets.size();
        long unseen =
                sockets.stream().filter(socket -> socket.owners().isEmpty()).count();
        if (all == 0) {
            return Finding.ok("owners", "No process listens on this host now.");
        }
        String text = "The owners of " + (all - unseen) + " of " + all + " listening sockets are visible.";
        return unseen == 0
                ? Finding.ok("owners", text)
                : Finding.warning(
                        "owners",
                        text + servers.notes().stream().map(note -> " " + note).collect(joining()));
    }

    /** Looks for a socket of this JVM that is bound but does not listen. */
    private static Finding boundSockets() throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Snapshot seen = SocketTable.SYSTEM.readBound(socket.getLocalPort());
            if (seen.sockets().stream().anyMatch(SocketInfo::isOfThisJvm)) {
                return Finding.ok("bound-sockets", "Sockets that are bound but do not listen are visible.");
            }
            return Finding.warning(
                    "bound-sockets",
                    seen.notes().isEmpty()
                            ? "Sockets that are bound but do not listen are not visible on this system."
                            : String.join(" ", seen.notes()));
        }
    }
}
