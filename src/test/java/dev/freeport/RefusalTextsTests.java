package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.stack.PortRange;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when no port can be had, from the first word to the last. */
class RefusalTextsTests {
    private static final String NONE = ", bound by other sockets: 0, released a moment ago: 0";
    private static final String MORE =
            "%n  what to do  Offer more ports: freeport.ranges, or the attribute ranges of its @FreePort.";
    private static final String FEWER = "%n  or          Run fewer tests at once.";

    @TempDir
    Path directory;

    private static final String SELF =
            "this JVM (pid " + ProcessHandle.current().pid() + ")";

    private final PortRange range = Requests.range(2);

    @Nested
    class OfAPool {
        @Test
        void thatOtherTestsHave() {
            try (PortReservations all = FreePorts.reserveSeveral(2, request().withPurpose("the first test"))) {
                assertRefused(
                        () -> FreePorts.reserve(request()),
                        "; reserved by tests: 2" + NONE
                                + "%n  reserved    " + range.low() + " by " + SELF + " for the first test"
                                + "%n  reserved    " + range.high() + " by " + SELF + " for the first test" + MORE
                                + FEWER);
                all.ports();
            }
        }

        @Test
        void thatHasFewerPortsThanWanted() {
            assertRefused(
                    () -> FreePorts.reserveSeveral(3, request()),
                    "; 3 ports are requested%n  what to do  Ask for fewer ports."
                            + MORE.replace("what to do", "or        "));
        }

        @Test
        void ofWhichAnotherTestHasOne() {
            try (PortReservation other = FreePorts.reserve(request().withPurpose("the first test"))) {
                assertRefused(
                        () -> FreePorts.reserveSeveral(2, request()),
                        "; only 1 of the 2 requested ports is free; reserved by tests: 1" + NONE + "%n  reserved    "
                                + other.port() + " by " + SELF + " for the first test" + MORE + FEWER);
            }
        }

        @Test
        void onWhichServersListen() throws Exception {
            try (ServerSocket low = new ServerSocket(range.low());
                    ServerSocket high = new ServerSocket(range.high())) {
                assertRefused(
                        () -> FreePorts.reserve(request()),
                        "; reserved by tests: 0, bound by other sockets: 2, released a moment ago: 0"
                                + bound(low) + bound(high) + MORE
                                + "%n  or          Stop the processes that own the ports, if nothing needs them.");
            }
        }

        @Test
        void onWhichMoreServersListenThanAreExplained() throws Exception {
            PortRange four = Requests.range(4);
            List<ServerSocket> servers = new ArrayList<>();
            for (int port = four.low(); port <= four.high(); port++) {
                servers.add(new ServerSocket(port));
            }
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserve(request().withRanges(four)))
                    .withMessage(String.format("No free port for a test: the pool has 4 ports: " + four
                            + "; reserved by tests: 0, bound by other sockets: 4, released a moment ago: 0"
                            + bound(servers.get(0)) + bound(servers.get(1)) + bound(servers.get(2)) + MORE
                            + "%n  or          Stop the processes that own the ports, if nothing needs them."))
                    .satisfies(refused -> assertThat(refused.diagnoses())
                            .extracting(PortDiagnosis::port)
                            .containsExactly(four.low(), four.low() + 1, four.low() + 2));
            for (ServerSocket server : servers) {
                server.close();
            }
        }

        private String bound(ServerSocket server) {
            return "%n  bound       Port " + server.getLocalPort() + " is taken: this JVM itself listens on it.";
        }

        @Test
        void thatSettingsLeaveNothingOf() {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(() -> FreePorts.reserve(request().withExcludedRanges(range)))
                    .withMessage(String.format("No free port for a test: the pool has 0 ports: " + range
                            + " less 2 excluded (" + range + "); so the settings cancel each other out"
                            + "%n  what to do  Choose other ranges (freeport.ranges, or the attribute ranges of its"
                            + " @FreePort), or exclude fewer ports (freeport.excluded-ranges, freeport.safe-on,"
                            + " freeport.skip-named=off, or the attributes excludedRanges and safeOn)."));
        }

        private void assertRefused(Runnable reserving, String rest) {
            assertThatExceptionOfType(NoFreePortException.class)
                    .isThrownBy(reserving::run)
                    .withNoCause()
                    .withMessage("No free port for a test: the pool has 2 ports: " + range + String.format(rest));
        }
    }

    @Nested
    class OfAGivenPort {
        @ParameterizedTest
        @CsvSource({"PT0.02S, 20 ms", "PT0S, 0 ms", "PT1.5S, 1500 ms", "PT1S, 1 s"})
        void thatAnotherTestOfThisJvmHas(Duration wait, String said) {
            try (PortReservation first = FreePorts.reserveFixed(range.low(), request())) {
                assertThatExceptionOfType(NoFreePortException.class)
                        .isThrownBy(() -> FreePorts.reserveFixed(
                                first.port(),
                                request().withPurpose("another test").withTimeout(wait)))
                        .withNoCause()
                        .withMessageMatching(String.format("Port " + first.port()
                                + " for another test could not be reserved within " + said + "; it is reserved by "
                                + Pattern.quote(SELF) + " for a test, since [^ ]+Z\\."
                                + "%n  what to do  Wait longer \\(freeport\\.timeout, or the attribute timeout of its @FixedPort\\),"
                                + " or let one of the two use another port\\."));
            }
        }
    }

    private PortRequest request() {
        return Requests.of(directory, 1).withRanges(range);
    }
}
