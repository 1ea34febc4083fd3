package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Which port is explained, and how, if no other process is to blame. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class NamedPortTests {
    private static @Nullable ServerSocket leaked;
    private static int otherPort;

    @AfterEach
    void closeServer() throws IOException {
        if (leaked != null) {
            leaked.close();
        }
    }

    @Test
    void ofAServerOfThisJvmIsExplainedSo() {
        PortUnavailableError failure = explained(StartedTwiceTestCase.class);

        PortDiagnosis diagnosis = failure.diagnoses().get(0);
        assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_LISTENER);
        assertThat(failure.getMessage()).startsWith(diagnosis + System.lineSeparator());
        assertThat(String.valueOf(failure.getMessage()).lines())
                .noneMatch(line -> line.startsWith("  process "))
                .anyMatch(line -> line.startsWith("  wanted      by this JVM for parameter 'port' of "
                        + StartedTwiceTestCase.class.getName() + ".test(int), at "))
                .endsWith("Original failure: java.net.BindException: " + TestRun.IN_USE);
    }

    static class StartedTwiceTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            leaked = new ServerSocket(port);
            new ServerSocket(port).close();
        }
    }

    @Test
    void ofAnotherServerIsExplainedInsteadOfTheInjectedOne() throws IOException {
        leaked = new ServerSocket(0);
        otherPort = leaked.getLocalPort();

        PortUnavailableError failure = explained(OtherPortTestCase.class);

        assertThat(failure.diagnoses())
                .singleElement()
                .satisfies(diagnosis -> assertThat(diagnosis.port()).isEqualTo(otherPort));
        assertThat(failure.getMessage())
                .startsWith("Port " + otherPort + " is taken: this JVM itself listens on it.")
                .doesNotContain("  reserved ")
                .endsWith("Original failure: java.io.IOException: Failed to bind to 0.0.0.0/0.0.0.0:" + otherPort);
    }

    static class OtherPortTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            try {
                new ServerSocket(otherPort).close();
            } catch (BindException e) {
                throw new IOException("Failed to bind to 0.0.0.0/0.0.0.0:" + otherPort, e);
            }
        }
    }

    @Test
    void thatIsMeanwhileFreeIsSaidToBe() {
        try (PortReservation reservation = FreePorts.reserve()) {
            otherPort = reservation.port();
        }

        PortUnavailableError failure = explained(FreeMeanwhileTestCase.class);

        PortDiagnosis diagnosis = failure.diagnoses().get(0);
        assertThat(diagnosis.cause()).isEqualTo(Cause.GONE);
        assertThat(failure)
                .hasMessage(diagnosis + System.lineSeparator()
                        + "Original failure: java.net.BindException: Address already in use: /127.0.0.1:" + otherPort)
                .hasMessageContaining("  wanted      127.0.0.1:" + otherPort)
                .hasMessageContaining("  before      reserved by this JVM for an unnamed use, which released it at ");
    }

    static class FreeMeanwhileTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            throw new BindException("Address already in use: /127.0.0.1:" + otherPort);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void heldByTheGuardOfItsOwnReservationIsExplainedSo() {
        PortUnavailableError failure = explained(NamedWithoutReuseTestCase.class);

        PortDiagnosis diagnosis = failure.diagnoses().get(0);
        assertThat(diagnosis.cause()).isEqualTo(Cause.OWN_GUARD);
        assertThat(failure.getMessage()).startsWith(diagnosis + System.lineSeparator());
    }

    static class NamedWithoutReuseTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            throw new BindException("Address already in use: /127.0.0.1:" + port);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void ofAnIdleServerIsNotBlamedForAnother() throws IOException {
        leaked = new ServerSocket(0);
        otherPort = leaked.getLocalPort();

        PortUnavailableError failure = explained(UnnamedPortTestCase.class);

        assertThat(failure)
                .message()
                .matches("(?s)"
                        + Pattern.quote("""
                        Address already in use, but no server uses the ports of this test now (PORTS); the failure does not name \
                        the port. \
                        Bound at NamedPortTests.java:LINE.
                          reserved    %d for parameter 'one' of %s.test(int, int)
                          reserved    %d for parameter 'two' of %2$s.test(int, int)
                        LISTENING
                          perhaps     the server binds without SO_REUSEADDR, which a guard socket does not allow
                                      this test closed the server that held the port before the failure was explained \
                        (try-with-resources, finally)
                                      another program held it, and has released it since
                                      the bind was for another port, one of those above, or that of a client's connection, if it \
                        lies in RANGE, from which the OS assigns ports to clients
                                      the bind was for UDP
                          what to do  Find out which port the server was to bind (freeport.bind-log=on names it the next time). If it is one of these, check what the test \
                        closes before it fails. Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), \
                        setReuseAddress(true)); for one that cannot, set freeport.guard-socket=off, or \
                        @FreePort(guardSocket = FreePort.GuardSocket.OFF).
                        Original failure: java.net.BindException: Address already in use""".formatted(
                                                UnnamedPortTestCase.one,
                                                UnnamedPortTestCase.class.getName(),
                                                UnnamedPortTestCase.two))
                                .replace("PORTS", UnnamedPortTestCase.one + ", " + UnnamedPortTestCase.two)
                                .replace("LINE.", "\\E[0-9]+\\Q.")
                                .replace("LISTENING", "\\E(  (listening|note) [^\n]*|              and [^\n]*|\n)+\\Q")
                                .replace("RANGE", "\\E[0-9-]+\\Q"))
                .contains("  listening   [::]:" + otherPort + ", this JVM (pid "
                        + ProcessHandle.current().pid() + ")");
        assertThat(failure.diagnoses()).hasSize(2);
    }

    static class UnnamedPortTestCase {
        private static int one;
        private static int two;

        @Test
        void test(@FreePort(ranges = "20000-20499") int one, @FreePort(ranges = "20500-20999") int two)
                throws IOException {
            UnnamedPortTestCase.one = one;
            UnnamedPortTestCase.two = two;
            new ServerSocket(otherPort).close();
        }
    }

    @Test
    void ofAnIdleServerIsNotBlamedForUdp() {
        Throwable failure = TestRun.of(DatagramTestCase.class, "freeport.guard-socket", "off")
                .failure();

        assertThat(failure.getMessage())
                .matches(
                        "(?s)Address already in use, but no server uses port [0-9]+ of this test now; the failure does not name the"
                                + " port[.] Bound at .*")
                .doesNotContain("SO_REUSEADDR");
    }

    static class DatagramTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            try (DatagramSocket one = new DatagramSocket(port);
                    DatagramSocket other = new DatagramSocket(port)) {
                throw new IllegalStateException("bound " + one + " and " + other);
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void ofAServerWithoutReuseIsSaidToNeedNoGuard() {
        assertThat(explained(WithoutReuseTestCase.class).getMessage())
                .matches(
                        "(?s)Address already in use, but no server uses port [0-9]+ of this test now; the failure does not name the"
                                + " port[.] Bound at .*")
                .contains(
                        "Let the server set SO_REUSEADDR before it binds (setReuseAddr(true), setReuseAddress(true)); for"
                                + " one that cannot, set freeport.guard-socket=off, or @FreePort(guardSocket = FreePort.GuardSocket.OFF).");
    }

    static class WithoutReuseTestCase {
        @Test
        void test(@FreePort int port) throws IOException {
            try (ServerSocket server = new ServerSocket()) {
                server.setReuseAddress(false);
                server.bind(new InetSocketAddress(port));
            }
        }
    }

    private static PortUnavailableError explained(Class<?> testCase) {
        Throwable failure = TestRun.of(testCase, "freeport.guard-socket", "on").failure();
        assertThat(failure).isExactlyInstanceOf(PortUnavailableError.class);
        return (PortUnavailableError) failure;
    }
}
