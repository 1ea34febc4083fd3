package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are refused because the server of a test is somewhere else. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class RefusedConnectionTests {
    private static final String NEW_LINE = System.lineSeparator();

    @Test
    void toThePortOfTheTestNamesThePortOnWhichAnEarlierTestStillListens() throws IOException {
        PortReservation earlier = reserve("field 'port' of com.acme.OneTests");
        try (ServerSocket left = new ServerSocket(earlier.port())) {
            earlier.close();
            try (PortReservation mine = reserve("parameter 'port' of com.acme.TwoTests.test(int)")) {
                ConnectException failure = refused(mine.port());

                assertThat(explain(failure, mine)).isSameAs(failure);
                assertThat(onlyNote(failure))
                        .doesNotContain(":" + left.getLocalPort() + ", this JVM")
                        .startsWith("Connection refused: no process listens on port " + mine.port()
                                + ", reserved for parameter 'port' of com.acme.TwoTests.test(int)")
                        .contains(
                                "; this JVM still listens on " + left.getLocalPort() + ", which OneTests had reserved.")
                        .endsWith(NEW_LINE + "  perhaps     the server was not started, is not ready yet, or was closed"
                                + NEW_LINE
                                + "              the server was started on another port than the client was told"
                                + NEW_LINE
                                + "              the server is that of an earlier class, such as one of a cached Spring context"
                                + NEW_LINE + "  what to do  Pass " + mine.port()
                                + " to the server, and wait until it listens before the test connects.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connect to localhost:PORT [localhost/127.0.0.1] failed: Connection refused: connect",
                "Failed to connect to localhost/0:0:0:0:0:0:0:1:PORT",
                "connect ECONNREFUSED 127.0.0.1:PORT",
                "net::ERR_CONNECTION_REFUSED at http://localhost:PORT/",
                "dial tcp [::1]:PORT: connect: connection refused"
            })
    void toAPortThatAnEarlierTestReleasedWhileItWasListenedOn(String text) throws IOException {
        PortReservation earlier = reserve("field 'port' of com.acme.OneTests");
        try (ServerSocket left = new ServerSocket(earlier.port())) {
            earlier.close();
            assertThat(left.isBound()).isTrue();
        }
        IOException failure = new IOException(text.replace("PORT", String.valueOf(earlier.port())));

        assertThat(BindFailureExplainer.explainBeside(failure))
                .hasValueSatisfying(explanation -> assertThat(explanation.text())
                        .startsWith("Connection refused: no process listens on port " + earlier.port()
                                + ", which OneTests had reserved and released"));
        assertThat(onlyNote(failure)).startsWith("Connection refused: no process listens on port " + earlier.port());
    }

    @Test
    void toOneOfTwoPortsOfEarlierTestsNamesItsOwn() throws IOException {
        int first = leaked("field 'port' of com.acme.OneTests");
        int second = leaked("field 'port' of com.acme.TwoTests");

        assertThat(note(new ConnectException("localhost/127.0.0.1:" + first)))
                .startsWith(
                        "Connection refused: no process listens on port " + first + ", which OneTests had reserved");
        assertThat(note(new ConnectException("localhost/127.0.0.1:" + second)))
                .startsWith(
                        "Connection refused: no process listens on port " + second + ", which TwoTests had reserved");
    }

    private static int leaked(String purpose) throws IOException {
        PortReservation reservation = reserve(purpose);
        try (ServerSocket left = new ServerSocket(reservation.port())) {
            reservation.close();
            return left.getLocalPort();
        }
    }

    private static String note(Throwable failure) {
        return BindFailureExplainer.explainBeside(failure).orElseThrow().text();
    }

    @Test
    void isToldByItsTypeWhereItsTextIsTranslated() {
        try (PortReservation mine = reserve("the test")) {
            ConnectException failure = new ConnectException("Verbindungsaufbau abgelehnt");

            assertThat(explain(failure, mine)).isSameAs(failure);
            assertThat(onlyNote(failure)).startsWith("Connection refused: no process listens on port " + mine.port());
        }
    }

    @Test
    void saysNothingOfOtherPortsAndTimeouts() {
        PortReservation other = reserve("no server used it");
        other.close();
        try (PortReservation mine = reserve("the test")) {
            assertLeftAlone(new ConnectException("Connection timed out"), mine);
            assertLeftAlone(new ConnectException("localhost/127.0.0.1:" + other.port()), mine);
        }
    }

    @Test
    void namesWhatThisJvmListensOnInstead() throws IOException {
        try (PortReservation mine = reserve("the test");
                ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.9"))) {
            IOException failure = new IOException("GET http://localhost:" + mine.port(), refused(mine.port()));

            explain(failure, mine);

            assertThat(onlyNote(failure))
                    .contains(NEW_LINE + "  listening   127.0.0.9:" + elsewhere.getLocalPort() + ", this JVM (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void isNoBindFailureForThoseWhoCountThem() {
        try (PortReservation mine = reserve("the test")) {
            ConnectException failure = refused(mine.port());
            explain(failure, mine);

            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(BindFailureExplainer.find(failure, List.of())).isEmpty();
        }
    }

    @Test
    void saysNothingIfTheServerListensOrTheTestWantsIt() throws IOException {
        try (PortReservation served = reserve("the test");
                ServerSocket server = new ServerSocket(served.port());
                PortReservation closed = FreePorts.reserveClosed(PortRequest.fromSystemProperties())) {
            assertLeftAlone(new ConnectException("Connection refused"), served);
            assertLeftAlone(new ConnectException("localhost:" + server.getLocalPort() + " refused"), served);
            assertLeftAlone(refused(closed.port()), closed);
            assertLeftAlone(new ConnectException("Connection timed out"), closed);
            assertLeftAlone(new ConnectException("Connection refused: shop.example:443"), closed);
        }
    }

    private static void assertLeftAlone(IOException failure, PortReservation reservation) {
        assertThat(explain(failure, reservation)).isSameAs(failure);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    private static ConnectException refused(int port) {
        return assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    private static Throwable explain(Throwable failure, PortReservation reservation) {
        return BindFailureExplainer.explain(failure, () -> List.of(reservation), () -> false);
    }

    private static String onlyNote(Throwable failure) {
        assertThat(failure.getSuppressed()).singleElement().isExactlyInstanceOf(ConnectionRefusedNote.class);
        return String.valueOf(failure.getSuppressed()[0].getMessage());
    }

    private static PortReservation reserve(String purpose) {
        return FreePorts.reserve(PortRequest.fromSystemProperties().withPurpose(purpose));
    }
}
