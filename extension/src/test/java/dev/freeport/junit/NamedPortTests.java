package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
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

        int port = failure.diagnoses().get(0).port();
        assertThat(String.valueOf(failure.getMessage()).lines())
                .startsWith("Port " + port + " is taken: this JVM itself listens on it.")
                .anyMatch(line -> line.startsWith(
                        "  process     this JVM (pid " + ProcessHandle.current().pid() + "), user "))
                .contains(
                        "  cause       a server in this JVM listens on the port; was one closed too late, or never?",
                        "  what to do  Close the server that this JVM started earlier, and wait until it is closed.")
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

        assertThat(explained(FreeMeanwhileTestCase.class))
                .hasMessageMatching("""
                        Port %d is free again now.
                          wanted      127.0.0.1:%<d
                          before      reserved by this JVM for an unnamed use, which released it at [0-9TZ:-]+
                          cause       whoever had the port has let go of it by now
                          what to do  Try again; what had the port may come back with the next run.
                        Original failure: java.net.BindException: Address already in use: /127.0.0.1:%<d""".replace("\n", "\\R").formatted(otherPort));
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

        int port = failure.diagnoses().get(0).port();
        assertThat(String.valueOf(failure.getMessage()).lines())
                .startsWith("Port " + port + " is held by the guard socket of its reservation now, and by nobody else.")
                .contains("  what to do  Look what the test ends before it fails. For a server without SO_REUSEADDR set"
                        + " freeport.guard-socket=off, or @FreePort(guard = Guard.OFF).");
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
                        None of this test's ports is taken by anybody else now, and the failure does not say which port it is about.
                          reserved    %d for parameter 'one' of %s.test(int, int)
                          reserved    %d for parameter 'two' of %2$s.test(int, int)
                        LISTENING
                          cause       probably: whoever had one has let go of it by now; or the bind that failed was of another \
                        port, one of those that listen, or that of a client's connection, if it lies in RANGE, out of which this \
                        host lends ports, or it was not of TCP; or the server binds without SO_REUSEADDR, which a guard socket \
                        does not allow
                          what to do  Look which port the server was to have. If it was one of these, look what the test ends \
                        before it fails. For a server without SO_REUSEADDR set freeport.guard-socket=off, or @FreePort(guard = Guard.OFF).
                        Original failure: java.net.BindException: Address already in use""".formatted(
                                                UnnamedPortTestCase.one,
                                                UnnamedPortTestCase.class.getName(),
                                                UnnamedPortTestCase.two))
                                .replace("LISTENING", "\\E(  (listening|note) [^\n]*|              and [^\n]*|\n)+\\Q")
                                .replace("RANGE", "\\E[0-9-]+\\Q"))
                .contains("  listening   [::]:" + otherPort + ", this JVM (pid "
                        + ProcessHandle.current().pid() + ") ");
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
                .startsWith("None of this test's ports is taken by anybody else now, and ")
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
                .startsWith("None of this test's ports is taken by anybody else now, and ")
                .contains(
                        "For a server without SO_REUSEADDR set freeport.guard-socket=off, or @FreePort(guard = Guard.OFF).");
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
        Throwable failure = TestRun.of(testCase).failure();
        assertThat(failure).isExactlyInstanceOf(PortUnavailableError.class);
        return (PortUnavailableError) failure;
    }
}
