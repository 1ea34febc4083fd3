package dev.freeport.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.internal.os.Netlink;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc")
class LinuxSocketTableTests {

    @Test
    void findsAServerOfAnotherProcess() {
        try (ForkedJvm child = ForkedJvm.start(Listening.class)) {
            int port = Integer.parseInt(child.readLine());

            Snapshot snapshot = ThisHost.sockets().read(Protocol.TCP, port);

            assertThat(snapshot.sockets()).singleElement().satisfies(row -> {
                assertThat(row.state()).isEqualTo(SocketState.LISTEN);
                assertThat(row).hasToString("LISTEN on 127.0.0.1:" + port);
            });
            assertThat(snapshot.owners(SocketInfo::serves)).singleElement().satisfies(owner -> {
                assertThat(owner.pid()).isEqualTo(child.pid());
                assertThat(owner.command()).endsWith(Listening.class.getName());
                assertThat(owner.user()).isEqualTo(System.getProperty("user.name"));
                assertThat(owner.started()).isPresent();
                assertThat(owner.isThisJvm()).isFalse();
            });
            assertThat(snapshot.notes()).isEmpty();
        }
    }

    @Test
    void readsTheSocketsOfOneAddress() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.3"))) {
            InetSocketAddress local = new InetSocketAddress("127.0.0.3", server.getLocalPort());
            InetSocketAddress beside = new InetSocketAddress("127.0.0.2", server.getLocalPort());

            assertThat(ThisHost.sockets().read(Protocol.UDP, local).sockets())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.local()).isEqualTo(local);
                        assertThat(row.isOfThisJvm()).isTrue();
                    });
            assertThat(ThisHost.sockets().read(Protocol.UDP, beside).sockets()).noneMatch(SocketInfo::isOfThisJvm);
        }
    }

    @Test
    void matchesTheLocalPortOnly() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(ThisHost.sockets()
                            .read(Protocol.TCP, server.getLocalPort())
                            .sockets())
                    .allSatisfy(row -> assertThat(row.local().getPort()).isEqualTo(server.getLocalPort()));
            assertThat(ThisHost.sockets()
                            .read(Protocol.TCP, client.getLocalPort())
                            .sockets())
                    .singleElement()
                    .hasToString("ESTABLISHED 127.0.0.1:" + client.getLocalPort() + " -> 127.0.0.1:"
                            + server.getLocalPort());
        }
    }

    @Test
    void findsThisJvm() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(ThisHost.sockets()
                            .read(Protocol.TCP, server.getLocalPort())
                            .owners(SocketInfo::serves))
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.isThisJvm()).isTrue());
        }
    }

    @Test
    void readsBothFamilies() throws IOException {
        assertThat(ProcNet.address("0100007F:1F90")).isEqualTo(new InetSocketAddress("127.0.0.1", 8080));
        assertThat(ProcNet.address("00000000000000000000000001000000:0050"))
                .isEqualTo(new InetSocketAddress("::1", 80));
    }

    @Test
    void saysSoIfProcIsMissingOrBroken(@TempDir Path proc) throws IOException {
        assertThat(new LinuxSocketTable(proc, Netlink.SOCK_DIAG)
                        .read(Protocol.TCP, 80)
                        .notes())
                .containsExactly(proc.resolve("self/net/tcp") + " is not readable, so its sockets are unknown.");

        Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(proc.resolve("self/net/tcp"), "header\n 0: zzz:0050 zzz:0000 0A x x x x x nonsense x\n");

        Snapshot broken = new LinuxSocketTable(proc, Netlink.SOCK_DIAG).read(Protocol.TCP, 80);
        assertThat(broken.sockets()).isEmpty();
        assertThat(broken.notes()).singleElement().asString().contains("self/net/tcp could not be read");
    }

    @Test
    void findsASocketThatIsOnlyBound() throws IOException {
        int port;
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress("127.0.0.1", 0));
            port = silent.getLocalPort();

            assertThat(ThisHost.sockets().read(Protocol.TCP, port).sockets()).isEmpty();
            assertThat(ThisHost.sockets().readBound(port).sockets())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row).hasToString("BOUND to 127.0.0.1:" + port);
                        assertThat(row.serves()).isFalse();
                        assertThat(row.owners())
                                .singleElement()
                                .satisfies(
                                        owner -> assertThat(owner.isThisJvm()).isTrue());
                    });
        }
        assertThat(ThisHost.sockets().readBound(port)).isEqualTo(new Snapshot(List.of(), List.of()));
    }

    @Test
    void saysSoIfTheKernelShowsNoBoundSockets() {
        Netlink old = (request, messages) -> {};

        assertThat(new LinuxSocketTable(Path.of("/proc"), old).readBound(80))
                .isEqualTo(new Snapshot(
                        List.of(),
                        List.of("Sockets that are bound and do not listen cannot be read: the kernel shows them"
                                + " since Linux 6.8.")));
    }

    @Test
    void saysSoIfTheKernelDoesNotAnswer() {
        Netlink broken = (request, messages) -> {
            throw new IOException("the kernel answered with error 13");
        };

        assertThat(new LinuxSocketTable(Path.of("/proc"), broken).readBound(80).notes())
                .containsExactly("Sockets that are bound and do not listen cannot be read: the kernel answered"
                        + " with error 13.");
    }

    @Test
    void asksTheKernelWhereReadingWouldTakeAsLongAsLoadingJna(@TempDir Path proc) throws IOException {
        List<Integer> asked = new ArrayList<>();
        Netlink netlink = (request, messages) -> asked.add(request.remaining());
        tables(proc, 20_000, 20_000);
        SocketTable table = new LinuxSocketTable(proc, netlink);

        table.read(Protocol.TCP, 80);
        assertThat(asked).isEmpty();

        tables(proc, 40_000, 60_000);
        table.read(Protocol.TCP, 80);
        assertThat(asked).as("once for both families").hasSize(1);

        tables(proc, 0, 0);
        table.read(Protocol.TCP, 80);
        assertThat(asked).as("JNA is there now").hasSize(2);

        table.readServers();
        assertThat(asked).hasSize(3);
    }

    @Test
    void asksTheKernelNoMoreThanOnceIfItDoesNotAnswer(@TempDir Path proc) throws IOException {
        List<Integer> asked = new ArrayList<>();
        Netlink broken = (request, messages) -> {
            asked.add(request.remaining());
            throw new IOException("JNA is not on the class path");
        };
        tables(proc, 90_000, 90_000);
        SocketTable table = new LinuxSocketTable(proc, broken);

        for (int i = 0; i < 3; i++) {
            assertThat(table.read(Protocol.TCP, 0x1F90).sockets()).hasSize(1);
        }
        assertThat(asked).hasSize(1);
    }

    /** Makes tables that have one line, whatever the counts say. */
    private static void tables(Path proc, int tcp, int tcp6) throws IOException {
        Path net = Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(
                net.resolve("tcp"),
                "header\n 0: 0100007F:1F90 0100007F:0050 06 00000000:00000000 03:00000000 00000000 0 0 0 3 0\n");
        Files.writeString(
                net.resolve("sockstat"), "sockets: used 9\nTCP: inuse " + tcp + " orphan 0 tw 9 alloc 9 mem 9\n");
        Files.writeString(net.resolve("sockstat6"), "TCP6: inuse " + tcp6 + "\nUDP6: inuse 900\n");
    }

    static final class Listening {
        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                System.out.println(server.getLocalPort());
                System.in.read();
            }
        }
    }
}
