package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
