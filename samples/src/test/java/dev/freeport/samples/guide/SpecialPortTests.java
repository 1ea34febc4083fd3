package dev.freeport.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.junit.ClosedPort;
import dev.freeport.junit.FixedPort;
import dev.freeport.junit.OccupiedPort;
import dev.freeport.junit.OccupiedPort.Occupier;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Shows ports that are not just free. */
class SpecialPortTests {
    // docs: fixed
    @Test
    void readsItsConfigurationFile(@FixedPort(value = 18080, timeout = "30s") int port) throws Exception {
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(server.getLocalPort()).isEqualTo(18080);
        }
    }
    // docs: end

    // docs: occupied
    @Test
    void saysThatItsPortIsTaken(@OccupiedPort int port) {
        assertThatThrownBy(() -> new ServerSocket(port)).isInstanceOf(BindException.class);
    }

    @Test
    void isRefusedByAServerOfAnotherJvm(
            @OccupiedPort(by = Occupier.OTHER_JVM, listening = false) InetSocketAddress address) {
        assertThatThrownBy(() -> new ServerSocket(address.getPort())).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                .isInstanceOf(ConnectException.class);
    }
    // docs: end

    // docs: closed
    @Test
    void retriesWhenNobodyListens(@ClosedPort int port) {
        assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(ConnectException.class);
    }
    // docs: end
}
