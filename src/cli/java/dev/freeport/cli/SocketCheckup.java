package dev.freeport.cli;

import com.sun.jna.Native;
import dev.freeport.FreePorts;
import dev.freeport.internal.os.NativeAccess;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.ListeningPorts;
import dev.freeport.owner.SocketInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Whether it can be seen who has a port. */
final class SocketCheckup {
    private SocketCheckup() {}

    static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(owners(FreePorts.listeners()));
        try {
            findings.add(Finding.ok("jna", "JNA " + NativeAccess.call(() -> Native.VERSION) + " can be used."));
            findings.add(boundSockets());
        } catch (IOException unusable) {
            findings.add(Finding.warning(
                    "jna", "JNA cannot be used, so that some owners have no name: " + unusable.getMessage() + "."));
        }
        return findings;
    }

    private static Finding owners(ListeningPorts listing) {
        int all = listing.listeners().size();
        long unseen = listing.listeners().stream()
                .filter(listener -> listener.owners().isEmpty())
                .count();
        if (all == 0) {
            return Finding.ok("owners", "Nothing listens here now.");
        }
        String text = "The processes of " + (all - unseen) + " of " + all + " listeners can be seen";
        return unseen == 0
                ? Finding.ok("owners", text + ".")
                : Finding.warning("owners", text + "; the others are those of other users or containers.");
    }

    /** Looks for a socket of this JVM that is bound and does not listen. */
    private static Finding boundSockets() throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Snapshot seen = SocketTable.SYSTEM.readBound(socket.getLocalPort());
            if (seen.sockets().stream().anyMatch(SocketInfo::isOfThisJvm)) {
                return Finding.ok("bound-sockets", "Sockets that are bound and do not listen can be seen.");
            }
            return Finding.warning(
                    "bound-sockets",
                    seen.notes().isEmpty()
                            ? "Sockets that are bound and do not listen cannot be seen on this system."
                            : String.join(" ", seen.notes()));
        }
    }
}
