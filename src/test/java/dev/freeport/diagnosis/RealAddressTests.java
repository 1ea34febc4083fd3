package dev.freeport.diagnosis;

import static dev.freeport.condition.Prerequisite.NETWORK_NAMESPACES;
import static dev.freeport.condition.Prerequisite.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.PortBlocks;
import dev.freeport.Python;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Causes that have to do with addresses and with sharing, as the kernel of this host makes them. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "elsewhere the loopback interface has one address")
class RealAddressTests {
    private static final String LISTEN_ON_IPV6_ONLY =
            "s = socket(AF_INET6)\ns.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 1)\n"
                    + "s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)\ns.bind((sys.argv[1], int(sys.argv[2])))\ns.listen()\n"
                    + "print(s.getsockname()[1])\n";
    private static final String LISTEN_AND_SHARE = "s = socket()\ns.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)\n"
            + "s.bind(('127.0.0.1', int(sys.argv[1])))\ns.listen()\nprint(s.getsockname()[1])\n";

    @Test
    void aServerOnTheWildcardIncludesTheAddress() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            int port = server.bind(new InetSocketAddress(0)).socket().getLocalPort();

            PortDiagnosis diagnosis = explain("127.0.0.1", port);

            assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_LISTENER);
            assertThat(diagnosis.evidence()).containsExactly("0.0.0.0:" + port + " includes 127.0.0.1:" + port);
        }
    }

    @Test
    void aServerOnAnotherAddressLeavesThePortFree() throws IOException {
        int port = PortBlocks.one();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"))) {
            assertThat(server.isBound()).isTrue();

            assertThat(explain("127.0.0.1", port).cause()).isEqualTo(Cause.NONE);
            assertThat(explain("127.0.0.2", port).cause()).isEqualTo(Cause.OWN_LISTENER);
            assertThat(FreePorts.explain(port).cause()).isEqualTo(Cause.OWN_LISTENER);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a program that is not Java")
    @EnabledIfAvailable(PYTHON)
    void aServerForIpv6OnlyLeavesThePortFreeForIpv4() {
        try (Python server = Python.run(LISTEN_ON_IPV6_ONLY, "::", PortBlocks.one())) {
            assertThat(explain("127.0.0.1", server.port()).cause()).isEqualTo(Cause.NONE);
            assertThat(explain("::1", server.port()).cause()).isEqualTo(Cause.LISTENER);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a program that is not Java")
    @EnabledIfAvailable(PYTHON)
    void clientsOfAnotherAddressReachAnotherServer() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            int port = PortBlocks.one();
            server.bind(new InetSocketAddress(port));
            try (Python other = Python.run(LISTEN_ON_IPV6_ONLY, "::1", port)) {
                assertThat(FreePorts.explain(port).notes())
                        .contains("Clients that connect to [::1]:" + port + " reach pid " + other.pid()
                                + ", not the server of this JVM on 0.0.0.0:" + port + ".");
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "SO_REUSEPORT")
    @EnabledIfAvailable(PYTHON)
    void serversThatShareThePortAreAllNamed() {
        try (Python one = Python.run(LISTEN_AND_SHARE, 0);
                Python two = Python.run(LISTEN_AND_SHARE, one.port())) {
            PortDiagnosis diagnosis = explain("127.0.0.1", one.port());

            assertThat(diagnosis.owners())
                    .extracting(OwnerProcess::pid)
                    .containsExactlyInAnyOrder(one.pid(), two.pid());
            assertThat(diagnosis.notes())
                    .contains(
                            "It shares the port (SO_REUSEPORT): another server of the same user that sets the option can"
                                    + " bind it too.")
                    .anyMatch(note ->
                            note.startsWith("The kernel spreads clients of 127.0.0.1:" + one.port() + " over pids ")
                                    && note.endsWith(" (SO_REUSEPORT)."));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "SO_REUSEPORT")
    @EnabledIfAvailable(PYTHON)
    void aServerOfThisJvmThatSharesAllItsAddressesLosesNoAddress() throws IOException {
        String onAll = "s = socket(AF_INET6)\ns.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)\n"
                + "s.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)\ns.bind(('::', 0))\ns.listen()\n"
                + "print(s.getsockname()[1])\n";
        try (Python other = Python.run(onAll);
                ServerSocket own = new ServerSocket();
                ServerSocket ownLoopback = new ServerSocket()) {
            own.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            own.bind(new InetSocketAddress(other.port()));
            ownLoopback.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            ownLoopback.bind(new InetSocketAddress("127.0.0.1", other.port()));

            assertThat(FreePorts.explain(other.port()).notes())
                    .anyMatch(note -> note.startsWith("The kernel spreads clients of [::]:" + other.port() + " over "))
                    .noneMatch(note -> note.startsWith("Clients that connect to "));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "SO_REUSEPORT")
    @EnabledIfAvailable(PYTHON)
    void aServerThatDoesNotShareIsNotSaidTo() throws IOException {
        try (Python server =
                Python.run("s = socket()\ns.bind(('127.0.0.1', 0))\ns.listen()\nprint(s.getsockname()[1])\n")) {
            assertThat(explain("127.0.0.1", server.port()).notes()).noneMatch(note -> note.contains("SO_REUSEPORT"));
        }
    }

    @Test
    void anAddressOfAnotherHost() {
        PortDiagnosis diagnosis = explain("192.0.2.1", 20000);

        assertThat(diagnosis.cause()).isEqualTo(Cause.NOT_LOCAL);
        assertThat(diagnosis.toString())
                .contains("Bind one of this host's addresses (")
                .contains("127.0.0.1");
    }

    @Test
    void aJvmWithoutIpv6() {
        try (ForkedJvm jvm = ForkedJvm.start(
                List.of(),
                List.of("-Djava.net.preferIPv4Stack=true", "-Dfreeport.directory=/nonexistent"),
                System.getProperty("java.class.path"),
                Explaining.class,
                "::1",
                20000)) {
            assertThat(jvm.readLine()).isEqualTo("NO_FAMILY CERTAIN");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "network namespaces")
    @EnabledIfAvailable(NETWORK_NAMESPACES)
    void aHostWithoutIpv6() throws Exception {
        List<String> without = List.of(
                "unshare",
                "-n",
                "sh",
                "-c",
                "ip link set lo up; echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6; exec \"$@\"",
                "sh");
        try (ForkedJvm jvm = ForkedJvm.start(without, Explaining.class, "::1", 20000)) {
            assertThat(jvm.readLine()).isEqualTo("NO_FAMILY CERTAIN");
        }
    }

    @Test
    void whoeverHadThePortIsGone() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = server.getLocalPort();
        }
        BindAttempt failed = BindAttempt.of(Protocol.TCP, port).failedWith(new IOException("taken"));

        assertThat(FreePorts.explain(failed).cause()).isEqualTo(Cause.GONE);
    }

    /** Two servers are bound at once, as both set SO_REUSEADDR, and only one of them can listen. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere two that listen cannot both be bound")
    void aRaceThatIsLostByListening() {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Throwable lost = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                while (true) {
                    Throwable failure = race(threads);
                    if (failure != null && BindAttempt.Outcome.of(failure) == BindAttempt.Outcome.LISTEN_FAILED) {
                        return failure;
                    }
                }
            });
            assertThat(lost.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("listen"));
            assertThat(BindAttempt.Outcome.of(new IOException(lost))).isEqualTo(BindAttempt.Outcome.LISTEN_FAILED);
        } finally {
            threads.shutdownNow();
        }
    }

    private static @Nullable Throwable race(ExecutorService threads) throws Exception {
        try (ServerSocketChannel one = ServerSocketChannel.open();
                ServerSocketChannel two = ServerSocketChannel.open()) {
            InetSocketAddress address;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                address = new InetSocketAddress("127.0.0.1", free.getLocalPort());
            }
            Callable<Throwable> first = () -> bind(one, address);
            Future<Throwable> result = threads.submit(first);
            Throwable second = bind(two, address);
            Throwable other = result.get();
            return second == null ? other : second;
        }
    }

    private static @Nullable Throwable bind(ServerSocketChannel server, InetSocketAddress address) {
        try {
            server.bind(address);
            return null;
        } catch (IOException lost) {
            return lost;
        }
    }

    private static PortDiagnosis explain(String address, int port) {
        return FreePorts.explain(BindAttempt.of(Protocol.TCP, new InetSocketAddress(address, port)));
    }

    /** Prints what is said of an address. */
    static final class Explaining {
        public static void main(String[] arguments) {
            PortDiagnosis diagnosis = explain(arguments[0], Integer.parseInt(arguments[1]));
            System.out.println(diagnosis.cause() + " " + diagnosis.certainty());
        }
    }
}
