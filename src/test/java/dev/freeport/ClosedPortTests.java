package dev.freeport;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port on which nobody listens, for negative tests. */
class ClosedPortTests {
    @TempDir
    Path directory;

    @Test
    void refusesConnectsAndKeepsServersOut() {
        int port;
        try (PortReservation reservation = FreePorts.reserveClosed(Requests.of(directory, 1))) {
            port = reservation.port();
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port));
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(port));
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port));
        }
        assertThatNoException().isThrownBy(() -> new ServerSocket(port).close());
    }

    @Test
    void isClosedEvenWhereGuardSocketsAreOff() {
        try (PortReservation reservation =
                FreePorts.reserveClosed(Requests.of(directory, 1).withGuardSocket(GuardSocket.OFF))) {
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(reservation.port()));
        }
    }

    private static void connect(int port) throws Exception {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
