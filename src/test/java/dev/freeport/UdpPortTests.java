package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UdpPortTests {
    @TempDir
    Path directory;

    @Test
    void isReservedForUdpAlone() throws Exception {
        PortRange one = Requests.range(1);
        PortRequest tcp = Requests.of(directory, 1).withRanges(one);
        PortRequest udp = tcp.withProtocols(Protocol.UDP);
        try (PortReservation reservation = FreePorts.reserve(udp)) {
            assertThatExceptionOfType(NoFreePortException.class).isThrownBy(() -> FreePorts.reserve(udp));
            for (int i = 0; i < 3; i++) {
                new DatagramSocket(reservation.port()).close();
            }
            try (PortReservation same = FreePorts.reserve(tcp)) {
                assertThat(same.port()).as("TCP never conflicts with UDP").isEqualTo(one.low());
            }
        }
    }

    @Test
    void isOneNumberForBothProtocols() throws Exception {
        PortRange one = Requests.range(1);
        PortRequest tcp = Requests.of(directory, 1).withRanges(one);
        PortRequest udp = tcp.withProtocols(Protocol.UDP);
        PortRequest both = tcp.withProtocols(Protocol.TCP, Protocol.UDP);
        try (PortReservation reservation = FreePorts.reserve(both)) {
            assertThatExceptionOfType(NoFreePortException.class).isThrownBy(() -> FreePorts.reserve(tcp));
            assertThatExceptionOfType(NoFreePortException.class).isThrownBy(() -> FreePorts.reserve(udp));
            new DatagramSocket(reservation.port()).close();
            new ServerSocket(reservation.port()).close();
        }
        try (PortReservation reservation = FreePorts.reserve(udp)) {
            assertThat(reservation.port()).isEqualTo(one.low());
            assertThatExceptionOfType(NoFreePortException.class)
                    .as("one of the two is taken")
                    .isThrownBy(() -> FreePorts.reserve(both));
        }
        try (PortReservation tcpAlone = FreePorts.reserve(tcp)) {
            assertThat(tcpAlone.port()).as("nothing was kept of both").isEqualTo(one.low());
        }
    }

    @Test
    void isNotGivenWhileAnotherSocketHasIt() throws IOException {
        PortRequest udp = Requests.of(directory, 2).withProtocols(Protocol.UDP);
        int first;
        try (PortReservation reservation = FreePorts.reserve(udp)) {
            first = reservation.port();
        }
        try (DatagramSocket other = new DatagramSocket(first);
                PortReservation reservation = FreePorts.reserve(udp)) {
            assertThat(reservation.port()).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void isNotSpokenOfWhereATcpPortIsExplained() throws IOException {
        try (PortReservation reservation = FreePorts.reserve(Requests.of(directory, 1));
                DatagramSocket other = new DatagramSocket(reservation.port())) {
            assertThat(reservation.explainBindFailure().protocol()).isEqualTo(Protocol.TCP);
            assertThat(other.isBound()).isTrue();
        }
    }

    @Test
    void isExplainedLikeATcpPort() throws IOException {
        int port = Requests.range(1).low();
        assertThat(FreePorts.explain(port, Protocol.UDP).headline()).isEqualTo("UDP port " + port + " is free now.");
        try (DatagramSocket own = new DatagramSocket(port)) {
            assertThat(FreePorts.explain(own.getLocalPort(), Protocol.UDP).toString())
                    .startsWith(String.format(
                            "UDP port %d is taken: this JVM itself listens on it.%n  socket      UDP on [::]:%d",
                            port, port));
            assertThat(FreePorts.explain(port).headline()).isEqualTo("Port " + port + " is free now.");
        }
    }

    @Test
    void cannotBeKeptClosed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> FreePorts.reserveClosed(Requests.of(directory, 1).withProtocols(Protocol.UDP)))
                .withMessage(
                        "protocols ([udp]) must be TCP alone for a closed port: a UDP port cannot be kept closed.");
    }
}
