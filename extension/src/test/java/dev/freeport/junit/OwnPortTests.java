package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is said of ports that the test itself has, when a bind has failed that names no port. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class OwnPortTests {
    private static @Nullable ServerSocket leaked;
    private static int otherPort;

    @AfterEach
    void closeServer() throws IOException {
        if (leaked != null) {
            leaked.close();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void whoseServerIsHealthyIsNotBlamedForAnother() {
        Throwable failure = TestRun.of(HealthyServerTestCase.class, "freeport.guard-socket", "on")
                .failure();

        assertThat(failure.getMessage())
                .startsWith("Nothing but this test uses its ports now, and the failure does not name the port. Bound at"
                        + " OwnPortTests.java:");
        assertThat(String.valueOf(failure.getMessage()).lines())
                .contains("  reserved    " + HealthyServerTestCase.healthy + " for parameter 'healthy' of "
                        + HealthyServerTestCase.class.getName() + ".test(int, int), on which this JVM listens");
    }

    static class HealthyServerTestCase {
        private static int healthy;

        @Test
        void test(@FreePort int healthy, @FreePort int other) throws IOException {
            HealthyServerTestCase.healthy = healthy;
            leaked = new ServerSocket(healthy);
            try (ServerSocket picky = new ServerSocket()) {
                picky.setReuseAddress(false);
                picky.bind(new InetSocketAddress(other));
            }
        }
    }

    @Test
    void thatIsTheOnlyOneMayBeMeantOrAnother() throws IOException {
        try (ServerSocket elsewhere = new ServerSocket(0)) {
            otherPort = elsewhere.getLocalPort();

            assertThat(explained(OnlyServerTestCase.class).getMessage())
                    .startsWith("Port " + OnlyServerTestCase.own + " is taken: this JVM itself listens on it.")
                    .contains(System.lineSeparator()
                            + "The failure does not name the port. If it was another one, its owner"
                            + " may be one of these:" + System.lineSeparator())
                    .contains("  listening   [::]:" + otherPort + ", this JVM (pid "
                            + ProcessHandle.current().pid() + ")")
                    .doesNotContain("  listening   [::]:" + OnlyServerTestCase.own);
        }
    }

    static class OnlyServerTestCase {
        private static int own;

        @Test
        void test(@FreePort int own) throws IOException {
            OnlyServerTestCase.own = own;
            leaked = new ServerSocket(own);
            new ServerSocket(otherPort).close();
        }
    }

    @Test
    void thatIsOccupiedOnPurposeIsSaidToBe() {
        PortUnavailableError failure = explained(OccupiedTestCase.class);

        assertThat(failure.getMessage())
                .startsWith("Port " + OccupiedTestCase.occupied + " is occupied on purpose by this JVM (pid "
                        + ProcessHandle.current().pid() + ").");
    }

    static class OccupiedTestCase {
        private static int occupied;

        @Test
        void test(@OccupiedPort int port) throws IOException {
            occupied = port;
            new ServerSocket(port).close();
        }
    }

    @Test
    void thatIsHeldClosedIsSaidToBe() {
        PortUnavailableError failure = explained(ClosedTestCase.class);

        PortDiagnosis diagnosis = failure.diagnoses().get(0);
        assertThat(diagnosis.cause()).isEqualTo(Cause.CLOSED);
        assertThat(diagnosis.port()).isEqualTo(ClosedTestCase.closed);
        assertThat(failure.getMessage())
                .startsWith(diagnosis + System.lineSeparator())
                .contains("  reserved    by this JVM for parameter 'port' of " + ClosedTestCase.class.getName()
                        + ".test(int), at ")
                .endsWith(System.lineSeparator() + "Original failure: java.net.BindException: " + TestRun.IN_USE);
    }

    static class ClosedTestCase {
        private static int closed;

        @Test
        void test(@ClosedPort int port) throws IOException {
            closed = port;
            new ServerSocket(port).close();
        }
    }

    private static PortUnavailableError explained(Class<?> testCase) {
        Throwable failure = TestRun.of(testCase).failure();
        assertThat(failure).isExactlyInstanceOf(PortUnavailableError.class);
        return (PortUnavailableError) failure;
    }
}
