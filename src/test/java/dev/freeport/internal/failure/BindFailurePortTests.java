package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.PortReservations;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.internal.text.GivenExplanations;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which port a bind failure is explained by: that of its text, of the test, or of a server in the way. */
class BindFailurePortTests {
    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Address already in use: /127.0.0.1:23456",
                "Failed to bind to /[0:0:0:0:0:0:0:0]:23456",
                "Failed to bind to 0.0.0.0/0.0.0.0:23456.",
                "listen tcp 0.0.0.0:23456: bind: address already in use",
                "Port 23456 is already in use",
                "Port(s) already bound: 23456: Address already in use",
                "Unable to bind to host: shop and port: 23456: Address already in use",
                "could not start, port=23456",
                "Netty 4.2.1000 on localhost:23456 at 12:30:15.1234",
                "host.kt.example:23456 refused to ShopTests.java:1234, Shop.kt:1234, a.groovy:1234 and b.scala:1234"
            })
    void thatAMessageNames(String message) {
        assertThat(ports(new BindException(message))).containsExactly(23456);
    }

    @Test
    void ofTheReservationsIfNoMessageNamesOne() {
        try (PortReservation one = FreePorts.reserve();
                PortReservation other = FreePorts.reserve()) {
            assertThat(ports(new BindException("Address already in use: bind"), one, other))
                    .containsExactlyInAnyOrder(one.port(), other.port());
            assertThat(ports(new BindException("on localhost:99999"), one)).containsExactly(one.port());
        }
    }

    @Test
    void ofTheReservationIfItsServerIsTheOnlyThingInTheWay() throws IOException {
        try (PortReservation reservation = FreePorts.reserve()) {
            assertThat(explain(new BindException("Address already in use"), List.of(reservation)))
                    .hasMessageStartingWith("Address already in use, but ");
            try (ServerSocket server = new ServerSocket(reservation.port())) {
                assertThat(explain(new BindException("Address already in use"), List.of(reservation)))
                        .hasMessageStartingWith(
                                "Port " + server.getLocalPort() + " is taken: this JVM itself listens on it.");
                assertThat(explain(new BindException("Permission denied"), List.of(reservation)))
                        .hasMessageStartingWith("The system does not permit this JVM to bind a port;");
            }
        }
    }

    @Test
    void ofTheProtocolForWhichItIsReserved() throws IOException {
        PortRequest request = PortRequest.fromSystemProperties();
        try (PortReservation udp = FreePorts.reserve(request.withProtocols(Protocol.UDP));
                PortReservation both = FreePorts.reserve(request.withProtocols(Protocol.TCP, Protocol.UDP));
                DatagramSocket socket = new DatagramSocket(udp.port());
                DatagramSocket other = new DatagramSocket(both.port())) {
            assertThat(explain(new BindException("in use: " + socket.getLocalPort()), List.of(udp)))
                    .hasMessageStartingWith("UDP port " + udp.port() + " is taken");
            assertThat(explain(new BindException("port " + other.getLocalPort()), List.of(both)))
                    .hasMessageStartingWith("UDP port " + both.port() + " is taken");
            try (ServerSocket server = new ServerSocket(both.port())) {
                assertThat(explain(new BindException("port " + server.getLocalPort()), List.of(both)))
                        .hasMessageStartingWith("Port " + both.port() + " is taken");
            }
        }
    }

    @Test
    void ofATextThatSpeaksOfIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            BindException failure = new BindException("Failed to bind to [" + taken.getLocalPort() + "]");

            assertThat(BindFailureExplainer.find(failure, List.of()))
                    .hasValueSatisfying(found -> assertThat(found.diagnoses())
                            .extracting(PortDiagnosis::port)
                            .containsExactly(taken.getLocalPort()));
        }
    }

    @Test
    void thatIsBoundWithoutAListener() {
        try (PortOccupier bound = PortOccupier.byThisJvm().withListening(false).occupy()) {
            AssertionError failure = new AssertionError("bind failed, in use: 127.0.0.1:" + bound.port());

            assertThat(explain(failure, List.of())).isSameAs(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PortUnavailableError.class,
                            explanation -> assertThat(explanation.diagnoses())
                                    .extracting(PortDiagnosis::port)
                                    .containsExactly(bound.port()));
        }
    }

    @Test
    void ofAServerBeforeOneThatIsOccupiedOnPurpose() throws IOException {
        try (PortReservations two = FreePorts.reserveContiguous(2, PortRequest.fromSystemProperties());
                PortOccupier first = PortOccupier.byThisJvm().occupy(two.port(0));
                ServerSocket second = new ServerSocket(two.port(1))) {
            assertThat(ports(new BindException("port " + first.port() + ", port " + second.getLocalPort())))
                    .containsExactly(second.getLocalPort(), first.port());
        }
    }

    @Test
    void thatAGuardSocketAloneHolds() {
        PortRequest request = PortRequest.fromSystemProperties();
        try (PortReservation guarded = FreePorts.reserve(request.withGuardSocket(GuardSocket.ON));
                PortReservation closed = FreePorts.reserveClosed(request)) {
            IllegalStateException failure = new IllegalStateException("no server");

            assertThat(explain(failure, List.of(guarded, closed))).isSameAs(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            PortUnavailableError.class,
                            explanation -> assertThat(explanation)
                                    .hasMessage(
                                            "No server listened on a port of this test when it failed, and a guard socket keeps"
                                                    + " out servers that bind without SO_REUSEADDR."
                                                    + System.lineSeparator()
                                                    + explanation.diagnoses().get(0))
                                    .extracting(error -> error.diagnoses().size())
                                    .isEqualTo(1));
            assertPassedThroughUnchanged(new IllegalStateException("no server"), closed);
        }
    }

    private static void assertPassedThroughUnchanged(Throwable failure, PortReservation reservation) {
        assertThat(explain(failure, List.of(reservation))).isSameAs(failure);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    private List<Integer> ports(Throwable failure, PortReservation... reservations) {
        Throwable explained = explain(failure, List.of(reservations));
        assertThat(explained).isExactlyInstanceOf(PortUnavailableError.class);
        return ((PortUnavailableError) explained)
                .diagnoses().stream().map(PortDiagnosis::port).toList();
    }

    private static Throwable explain(Throwable failure, List<PortReservation> reservations) {
        return BindFailureExplainer.explain(failure, () -> reservations, () -> false);
    }
}
