package dev.freeport.assertj;

import static dev.freeport.assertj.PortAssertions.assertThatPort;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The assertions that wait. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class PortWaitTests {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** For a JVM to start, on a machine that does much else. */
    private static final Duration VERY_LONG = Duration.ofMinutes(2);

    private static final Duration SHORT = Duration.ofMillis(20);

    private PortReservation reservation;
    private int port;

    @BeforeEach
    void reserve(@TempDir Path directory) {
        reservation = TestRequests.reserve(directory);
        port = reservation.port();
    }

    @AfterEach
    void release() {
        Thread.interrupted();
        reservation.close();
    }

    @Test
    void seeAServerStartAndStop() {
        try (ForkedJvm server = ServingJvm.start(port)) {
            assertThatPort(port).isListenedOnWithin(VERY_LONG).isListenedOnByPid(server.pid());
            assertThat(server.readLine()).isEqualTo("listening");
            assertThat(server.ask("stop")).isEqualTo("stopping");
            assertThatPort(port).isReleasedWithin(VERY_LONG).isReserved();
        }
    }

    @Test
    void areOverAtOnceIfThereIsNothingToWaitFor() throws IOException {
        assertThatPort(port).isReleasedWithin(Duration.ZERO);
        try (ServerSocket server = new ServerSocket(port)) {
            assertThatPort(server.getLocalPort()).isListenedOnWithin(Duration.ZERO);
        }
    }

    @Test
    void sayWhatTheyWaitedForAndWhatTheySawLast() throws IOException {
        fails(
                () -> assertThatPort(port).isListenedOnWithin(SHORT),
                "to be listened on within 20 ms but no listening process was seen; last seen");
        try (ServerSocket server = new ServerSocket(port)) {
            fails(
                    () -> assertThatPort(server.getLocalPort()).isReleasedWithin(SHORT),
                    "to be released within 20 ms but a process listens; last seen");
        }
    }

    @Test
    void endWithAnInterruptThatStays() {
        Thread.currentThread().interrupt();

        fails(
                () -> assertThatPort(port).isListenedOnWithin(LONG),
                "to be listened on within 20000 ms (interrupted) but no listening process was seen; last seen");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void lookAgainAndAgain() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(PollingWait.within(LONG, () -> looks.incrementAndGet() == 3)).isTrue();
        assertThat(looks).hasValue(3);
    }

    @Test
    void lookOnceIfThereIsNoTime() {
        AtomicInteger looks = new AtomicInteger();

        assertThat(PollingWait.within(Duration.ZERO, () -> looks.incrementAndGet() == 2))
                .isFalse();
        assertThat(looks).hasValue(1);
    }

    @Test
    void lookOnceInAnInterruptedThread() {
        AtomicInteger looks = new AtomicInteger();
        Thread.currentThread().interrupt();

        assertThat(PollingWait.within(LONG, () -> looks.incrementAndGet() == 2)).isFalse();
        assertThat(looks).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT24H0.001S"})
    void areNeitherNegativeNorEndless(String timeout) {
        String message = "timeout (" + Duration.parse(timeout) + ") must be between 0 and 24 hours";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatPort(port).isListenedOnWithin(Duration.parse(timeout)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatPort(port).isReleasedWithin(Duration.parse(timeout)))
                .withMessage(message);
    }

    private void fails(ThrowingCallable assertion, String mismatch) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion)
                .withMessage("%nExpecting port %s %s:%n%s", port, mismatch, FreePorts.explain(port));
    }
}
