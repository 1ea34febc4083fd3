package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.PortReservation;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class ClosedPortTests {

    @Test
    void refusesConnectsAndServers() {
        TestRun.of(ClosedTestCase.class).succeeds(1);
    }

    static class ClosedTestCase {
        @ClosedPort
        static int ofClass;

        @BeforeEach
        void beforeEach(@ClosedPort("shop") PortReservation reservation) {
            note("shop", reservation.port());
        }

        @Test
        void test(
                @ClosedPort("shop") int port,
                @ClosedPort("shop") InetSocketAddress address,
                @ClosedPort("shop") URI uri,
                @ClosedPort(ranges = "21000-21019") Integer other) {
            assertThat(address.getPort()).isEqualTo(port);
            assertThat(uri).hasToString("http://localhost:" + port);
            assertThat(other).isBetween(21000, 21019);
            note("other", other);
            note("class", ofClass);
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("localhost", port).close());
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> new ServerSocket(port).close());
        }
    }

    @Test
    void isNoSocket() {
        assertThat(TestRun.of(SocketTestCase.class).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage(
                        "Can only resolve @ClosedPort parameter of type int, Integer, PortReservation, InetSocketAddress or"
                                + " URI but was: java.net.ServerSocket (parameter 'socket' of %s.test(ServerSocket))",
                        SocketTestCase.class.getName());
    }

    static class SocketTestCase {
        @Test
        void test(@ClosedPort ServerSocket socket) {}
    }
}
