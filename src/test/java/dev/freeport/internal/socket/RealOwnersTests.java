package dev.freeport.internal.socket;

import static dev.freeport.condition.Prerequisite.ANOTHER_USER;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.PortBlocks;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.owner.OwnerKind;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.OwnerProcess.Ancestor;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who owns which socket, as the kernel of this host shows it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs and /proc of Linux")
class RealOwnersTests {
    private static final String LISTEN = "s = socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\n";
    private static final String PRINT_PORT = "print(s.getsockname()[1])\n";

    @Test
    @EnabledIfAvailable(PYTHON)
    void aProcessThatHasOnlyAnAcceptedConnectionIsNoListener() throws IOException {
        String handOverTheConnection = LISTEN + PRINT_PORT + "sys.stdout.flush()\n" + "c, _ = s.accept()\n"
                + "heir = subprocess.Popen(['sleep', '60'], pass_fds=[c.fileno()])\n"
                + "c.close()\n";
        try (Python server = Python.run(handOverTheConnection);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Snapshot snapshot = Await.until(
                    () -> ThisHost.sockets().read(Protocol.TCP, server.port()), read -> heirs(read, server));

            assertThat(snapshot.owners(SocketInfo::serves))
                    .extracting(OwnerProcess::pid)
                    .containsExactly(server.pid());
            assertThat(snapshot.owners(row -> row.state() == SocketState.ESTABLISHED))
                    .singleElement()
                    .satisfies(heir -> assertThat(heir.command()).isEqualTo("sleep 60"));
            assertThat(client.isConnected()).isTrue();
        }
    }

    private static boolean heirs(Snapshot snapshot, Python server) {
        List<OwnerProcess> owners = snapshot.owners(row -> !row.serves());
        return owners.size() == 1 && owners.get(0).pid() != server.pid();
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void anInheritedSocketHasTwoOwners() {
        String inherit = LISTEN + "heir = subprocess.Popen(['sleep', '60'], pass_fds=[s.fileno()])\n" + PRINT_PORT;
        try (Python server = Python.run(inherit)) {
            Snapshot snapshot = ThisHost.sockets().read(Protocol.TCP, server.port());

            assertThat(snapshot.sockets())
                    .singleElement()
                    .satisfies(row -> assertThat(row.owners())
                            .hasSize(2)
                            .extracting(OwnerProcess::pid)
                            .contains(server.pid()));
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void aGroupThatSharesAPortHasARowForEachMember() {
        String share = "s = socket()\ns.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)\n"
                + "s.bind(('127.0.0.1', int(sys.argv[1])))\ns.listen()\n" + PRINT_PORT;
        try (Python first = Python.run(share, 0);
                Python second = Python.run(share, first.port())) {
            assertThat(ThisHost.sockets().read(Protocol.TCP, first.port()).sockets())
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.owners()).hasSize(1))
                    .flatExtracting(SocketInfo::owners)
                    .extracting(OwnerProcess::pid)
                    .containsExactlyInAnyOrder(first.pid(), second.pid());
        }
    }

    @Test
    @EnabledIfAvailable({ANOTHER_USER, PYTHON})
    void aProcessOfAnotherUserIsKnownByItsUidAtLeast() {
        List<String> asNobody = List.of("setpriv", "--reuid=65534", "--clear-groups", "--");
        try (Python server = Python.runBy(asNobody, LISTEN + PRINT_PORT)) {
            assertThat(ThisHost.sockets().read(Protocol.TCP, server.port()).sockets())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.uid()).hasValue(65534);
                        assertThat(row.owners()).extracting(OwnerProcess::pid).containsExactly(server.pid());
                    });
        }
    }

    @Test
    void whatIsLeftOfAConnectionHasNoOwnerAndNoUser() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
            port = client.getLocalPort();
            Socket accepted = server.accept();
            client.close();
            accepted.close();
        }
        assertThat(ThisHost.sockets().read(Protocol.TCP, port)).satisfies(snapshot -> {
            assertThat(snapshot.notes()).isEmpty();
            assertThat(snapshot.sockets()).singleElement().satisfies(row -> {
                assertThat(row.state()).isEqualTo(SocketState.TIME_WAIT);
                assertThat(row.owned()).isFalse();
                assertThat(row.uid()).isEmpty();
                assertThat(row.owners()).isEmpty();
                assertThat(row.endsIn())
                        .hasValueSatisfying(
                                left -> assertThat(left).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60)));
            });
        });
    }

    @Test
    void datagramSocketsHaveATableOfTheirOwn() throws IOException {
        int port = PortBlocks.one();
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress("127.0.0.1", port));
                DatagramSocket client = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            client.connect(server.getLocalSocketAddress());

            assertThat(ThisHost.sockets().read(Protocol.UDP, port).sockets())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row).hasToString("UDP on 127.0.0.1:" + port);
                        assertThat(row.serves()).isTrue();
                        assertThat(row.owners())
                                .singleElement()
                                .satisfies(
                                        owner -> assertThat(owner.isThisJvm()).isTrue());
                    });
            assertThat(ThisHost.sockets()
                            .read(Protocol.UDP, client.getLocalPort())
                            .sockets())
                    .singleElement()
                    .hasToString("UDP 127.0.0.1:" + client.getLocalPort() + " -> 127.0.0.1:" + port);
            assertThat(ThisHost.sockets().read(Protocol.TCP, port).sockets()).isEmpty();
        }
    }

    @Test
    void allServersAreListed() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0);
                DatagramSocket udp = new DatagramSocket();
                Socket client = new Socket(InetAddress.getLoopbackAddress(), tcp.getLocalPort())) {
            assertThat(ThisHost.sockets().readServers().sockets())
                    .allMatch(SocketInfo::serves)
                    .extracting(row -> row.local().getPort())
                    .contains(tcp.getLocalPort(), udp.getLocalPort())
                    .doesNotContain(client.getLocalPort());
        }
    }

    @Test
    @EnabledIfAvailable(PYTHON)
    void theSurroundingsOfAProcessAreRead(@TempDir Path directory) {
        List<String> there = List.of("sh", "-c", "cd " + directory + "; \"$@\"; exit", "sh");
        try (Python server = Python.runBy(there, LISTEN + PRINT_PORT)) {
            OwnerProcess owner = ThisHost.sockets()
                    .read(Protocol.TCP, server.port())
                    .owners(SocketInfo::serves)
                    .get(0);

            assertThat(owner.directory()).hasValue(directory.toString());
            assertThat(owner.ancestors())
                    .extracting(Ancestor::pid)
                    .startsWith(server.pid(), ProcessHandle.current().pid())
                    .endsWith(1L);
            assertThat(owner.ancestors().get(0)).hasToString(server.pid() + " sh");
        }
    }

    /** A build: a JVM that starts two test JVMs, of which one listens and the other one reads. */
    @Test
    void testJvmsOfOneBuildAreSiblingsAndWhatABuildLeavesIsLeftOver(@TempDir Path directory) throws IOException {
        Path booter = TestJar.make(directory.resolve("surefirebooter-1.jar"), TestJvm.class);
        String port;
        try (ForkedJvm build = ForkedJvm.start(Build.class, booter)) {
            port = build.readLine();
            assertThat(build.readLine()).isEqualTo("SIBLING_FORK");
            assertThat(kindOfOwner(port))
                    .as("seen from what started that build")
                    .isEqualTo(OwnerKind.CHILD);
            build.kill();
            assertThat(Await.until(() -> kindOfOwner(port), OwnerKind.LEFTOVER_FORK::equals))
                    .isEqualTo(OwnerKind.LEFTOVER_FORK);
        } finally {
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(booter.toString()))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static OwnerKind kindOfOwner(String port) {
        return ThisHost.sockets()
                .read(Protocol.TCP, Integer.parseInt(port))
                .owners(SocketInfo::serves)
                .get(0)
                .kind();
    }

    /** Is told the jar of {@link TestJvm}. */
    static final class Build {
        public static void main(String[] arguments) throws IOException {
            String java = System.getProperty("java.home") + "/bin/java";
            Process listening = new ProcessBuilder(java, "-jar", arguments[0]).start();
            String port = new BufferedReader(
                            new InputStreamReader(listening.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            System.out.println(port);
            new ProcessBuilder(java, "-jar", arguments[0], port).inheritIO().start();
            System.in.read();
        }
    }

    /** Listens; told a port, reads who listens there. */
    static final class TestJvm {
        public static void main(String[] arguments) throws IOException {
            if (arguments.length == 1) {
                System.out.println(kindOfOwner(arguments[0]));
                return;
            }
            try (ServerSocket server = new ServerSocket(0)) {
                System.out.println(server.getLocalPort());
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
