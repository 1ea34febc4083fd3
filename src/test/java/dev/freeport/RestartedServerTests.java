package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.failure.BindFailureExplainer;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is stopped and started again on its reserved port, with clients in between. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets")
class RestartedServerTests {
    @TempDir
    Path directory;

    @Test
    void bindsAThousandTimesWhileConnectionsLinger() throws Exception {
        try (PortReservation held = FreePorts.reserve(Requests.of(directory, 1))) {
            for (int i = 0; i < 1000; i++) {
                try (ServerSocket server = new ServerSocket()) {
                    server.bind(new InetSocketAddress(held.port()));
                    serveOneAndHangUpFirst(server);
                }
            }
            assertThat(lingering(held.port())).as("in TIME_WAIT").isPositive();
            assertThatExceptionOfType(BindException.class)
                    .as("what befalls a server that does not set SO_REUSEADDR")
                    .isThrownBy(() -> bindWithoutReuse(held.port()))
                    .withMessageContaining("Address already in use");
            assertThat(FreePorts.explain(held.port()).reservedBy())
                    .hasValueSatisfying(by -> assertThat(by.pid())
                            .isEqualTo(ProcessHandle.current().pid()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OFF | can be bound by a server that sets SO_REUSEADDR; only connections are left on it.\
             | , or wait until the connections are gone.
            ON  | is held by the guard socket of its reservation now; beside it only connections are left on it.\
             | . If it sets the option, check what the test closes before it fails.""")
    void isToldToSetTheOptionThatItLacks(GuardSocket guard, String headline, String otherwise) throws Exception {
        PortRequest request = Requests.of(directory, 1).withGuardSocket(guard);
        try (PortReservation held = FreePorts.reserve(request)) {
            try (ServerSocket server = new ServerSocket()) {
                server.bind(new InetSocketAddress(held.port()));
                serveOneAndHangUpFirst(server);
            }
            BindException failure = catchThrowableOfType(BindException.class, () -> bindWithoutReuse(held.port()));

            PortDiagnosis named =
                    FreePorts.explain(BindAttempt.of(Protocol.TCP, held.port()).failedWith(failure));
            assertThat(named.headline()).isEqualTo("Port " + held.port() + " " + headline);
            assertThat(named.toString())
                    .contains("what to do  Let the server set SO_REUSEADDR before it binds (setReuseAddr(true),"
                            + " setReuseAddress(true))" + otherwise)
                    .doesNotContain("freeport.guard-socket=off");
            assertThat(BindFailureExplainer.explain(failure, () -> List.of(held), () -> false))
                    .hasMessageMatching(
                            guard == GuardSocket.OFF
                                    ? "(?s)Port [0-9]+ can be bound by a server that sets SO_REUSEADDR; .*"
                                    : "(?s)Address already in use, but no server uses port [0-9]+ of this test now; .*, on"
                                            + " which only connections are left\\R.*the server binds without SO_REUSEADDR,"
                                            + " which neither a guard socket nor old connections allow.*");
        }
    }

    /** Whoever closes first has the connection linger on its side. */
    private static void serveOneAndHangUpFirst(ServerSocket server) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void bindWithoutReuse(int port) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(false);
            server.bind(new InetSocketAddress(port));
        }
    }

    /** Counts lines of proc_net_tcp with a local port and the state 06. */
    private static long lingering(int port) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", port);
        long count = 0;
        for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                count += fields[1].endsWith(local) && fields[3].equals("06") ? 1 : 0;
            }
        }
        return count;
    }
}
