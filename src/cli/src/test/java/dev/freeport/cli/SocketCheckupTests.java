package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SocketCheckupTests {
    private static final OwnerProcess SHOP = new ProcessDetails(4711, "java -jar shop.jar", "build", Optional.empty());

    @Test
    void saysOfUnseenOwnersWhatTheTableSays() {
        String note =
                "User root (uid 0) opened the socket LISTEN on 0.0.0.0:80. Its owner is perhaps pid 1 systemd, whose"
                        + " open files this user may not read.";

        assertThat(SocketCheckup.owners(
                        new Snapshot(List.of(row(Protocol.TCP, 80), row(Protocol.TCP, 90, SHOP)), List.of(note))))
                .isEqualTo(Finding.warning("owners", "The owners of 1 of 2 listening sockets are visible. " + note));
    }

    @Test
    void isContentWithoutUnseenOwners() {
        assertThat(SocketCheckup.owners(new Snapshot(List.of(row(Protocol.TCP, 90, SHOP)), List.of())))
                .isEqualTo(Finding.ok("owners", "The owners of 1 of 1 listening sockets are visible."));
        assertThat(SocketCheckup.owners(new Snapshot(List.of(row(Protocol.UDP, 9847)), List.of())))
                .isEqualTo(Finding.ok("owners", "No process listens on this host now."));
    }

    private static SocketInfo row(Protocol protocol, int port, OwnerProcess... owners) {
        return new SocketRow(
                protocol,
                new InetSocketAddress("127.77.1.1", port),
                new InetSocketAddress(0),
                protocol == Protocol.TCP ? SocketState.LISTEN : SocketState.BOUND,
                true,
                OptionalLong.empty(),
                List.of(owners));
    }
}
