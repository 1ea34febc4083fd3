package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.stack.PortRange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class FixedPortTests {
    private static final int PORT = 9417;
    private static final String TYPE = SlowTestCase.class.getName();
    private static final List<Integer> AT_ONCE = new CopyOnWriteArrayList<>();

    @Test
    void isOneForAllThatBelongsToATest() {
        TestRun run = TestRun.of(SharingTestCase.class).succeeds(2);

        assertThat(run.ports()).containsOnly(PORT);
    }

    static class SharingTestCase {
        @FixedPort(PORT)
        int field;

        SharingTestCase(@FixedPort(PORT) int port) {
            assertThat(port).isEqualTo(PORT);
        }

        @BeforeEach
        void before(@FixedPort(PORT) ServerSocket socket) {
            assertThat(socket.getLocalPort()).isEqualTo(PORT);
        }

        @RepeatedTest(2)
        void test(@FixedPort(PORT) InetSocketAddress address, @FixedPort(PORT) URI uri) {
            note(toString(), field);
            assertThat(address.getPort()).isEqualTo(PORT);
            assertThat(uri.getPort()).isEqualTo(PORT);
        }
    }

    @Test
    void makesTestsWaitForTheirTurn() {
        TestRun.of(
                        TakingTurnsTestCase.class,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "4")
                .succeeds(4);
    }

    static class TakingTurnsTestCase {
        @RepeatedTest(4)
        void test(@FixedPort(value = PORT, timeout = "1m") int port) throws IOException {
            AT_ONCE.add(port);
            assertThat(AT_ONCE).hasSize(1);
            new ServerSocket(port).close();
            assertThat(AT_ONCE).hasSize(1);
            AT_ONCE.clear();
        }
    }

    @Test
    void isWaitedForNoLongerThanItSays() {
        try (PortReservation other = reserve("the other test")) {
            Throwable failure = TestRun.of(SlowTestCase.class).failures().get(0);

            assertThat(failure)
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessageMatching("Port " + other.port() + " for parameter 'port' of [^\n]+ since [0-9TZ.:-]+\\.")
                    .cause()
                    .isExactlyInstanceOf(NoFreePortException.class)
                    .hasNoCause()
                    .hasMessageMatching("Port " + other.port() + " for parameter 'port' of " + TYPE.replace("$", "\\$")
                            + "\\.test\\(int\\) could not be reserved within 50 ms; it is reserved by this JVM \\(pid [0-9]+\\) for the other test,"
                            + " since [0-9TZ.:-]+\\.\\R  what to do  Wait longer \\(freeport.timeout, or the attribute timeout of its"
                            + " @FixedPort\\), or let one of the two use another port\\.");
        }
    }

    static class SlowTestCase {
        @Test
        void test(@FixedPort(value = PORT, timeout = "50ms") int port) {}
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.WINDOWS},
            disabledReason = "owners as Linux and Windows show them")
    void thatSomebodyHasWithoutReservationIsExplainedAtOnce() throws IOException {
        try (ServerSocket stranger = new ServerSocket(PORT)) {
            Throwable failure = TestRun.of(ImpatientTestCase.class).failure();

            assertThat(String.valueOf(Objects.requireNonNull(failure.getCause()).getMessage())
                            .lines())
                    .startsWith(
                            "Port " + stranger.getLocalPort() + " for parameter 'port' of "
                                    + ImpatientTestCase.class.getName()
                                    + ".test(int) is taken by a process that has not reserved it: this JVM itself listens on it.");
        }
    }

    static class ImpatientTestCase {
        @Test
        void test(@FixedPort(PORT) int port) {}
    }

    @Test
    void isRefusedIfThereIsNone() {
        assertRefused(NoPortTestCase.class, "port (65536) must be from 1 to 65535.");
    }

    static class NoPortTestCase {
        @Test
        void test(@FixedPort(65536) int port) {}
    }

    @Test
    void isRefusedWithATimeoutThatIsNone() {
        assertRefused(
                NoTimeTestCase.class,
                "attribute timeout (soon) is not valid: it must be a number with a unit (ms, s, m), such as 50ms or 2s");
    }

    static class NoTimeTestCase {
        @Test
        void test(@FixedPort(value = PORT, timeout = "soon") int port) {}
    }

    @Test
    void isRefusedForAnotherProtocolInOneScope() {
        String type = TwoProtocolsTestCase.class.getName();
        assertThat(TestRun.of(TwoProtocolsTestCase.class).failure())
                .hasMessage("""
                        No port for parameter 'udp' of %s.test(DatagramSocket): two declarations of port 9417 in one \
                        scope contradict each other:
                          field 'tcp' of %s: protocol = tcp
                          parameter 'udp' of %s.test(DatagramSocket): protocol = udp
                        Make both the same.""".replace("\n", "%n"), type, type, type);
    }

    static class TwoProtocolsTestCase {
        @FixedPort(PORT)
        int tcp;

        @Test
        void test(@FixedPort(PORT) java.net.DatagramSocket udp) {}
    }

    private static void assertRefused(Class<?> testCase, String reason) {
        assertThat(TestRun.of(testCase).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage("No port for parameter 'port' of %s.test(int): %s", testCase.getName(), reason);
    }

    private static PortReservation reserve(String purpose) {
        PortRequest request = PortRequest.fromSystemProperties()
                .withRanges(new PortRange(PORT, PORT))
                .withCoolDown(Duration.ZERO)
                .withPurpose(purpose);
        return FreePorts.reserveFixed(PORT, request);
    }

    @AfterEach
    void forget() {
        AT_ONCE.clear();
    }
}
