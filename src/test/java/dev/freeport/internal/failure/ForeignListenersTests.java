package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.assertj.ServingJvm;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.GivenExplanations;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a failure while a process that this JVM did not start listens on a port of the test. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class ForeignListenersTests {
    private static final String LINE = System.lineSeparator();

    private static PortReservation unused;
    private static PortReservation own;
    private static PortReservation taken;
    private static ForkedJvm stranger;
    private static PortDiagnosis diagnosis;

    @BeforeAll
    static void start() {
        unused = FreePorts.reserve();
        own = FreePorts.reserve();
        taken = FreePorts.reserve();
        stranger = ServingJvm.servingAsStranger(taken.port());
        diagnosis = FreePorts.explain(taken.port());
    }

    @AfterAll
    static void stop() {
        stranger.close();
        List.of(unused, own, taken).forEach(PortReservation::close);
    }

    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    @Test
    void areNamedBesideAFailureThatSaysNothingOfThem() {
        assertExplainedBeside(new IllegalStateException("no answer"), false);
    }

    @Test
    void areNamedBesideAnAssertionThatNamesThePort() {
        assertExplainedBeside(new AssertionError("no answer from localhost:" + taken.port()), false);
    }

    @Test
    void areNamedBesideAFailureThatOthersMayCatch() {
        assertExplainedBeside(new IllegalStateException("no answer from localhost:" + taken.port()), true);
    }

    private static void assertExplainedBeside(Throwable failure, boolean mustStay) {
        assertThat(explain(failure, mustStay)).isSameAs(failure);
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(PortUnavailableError.class, explanation -> {
                    assertThat(explanation).hasMessage(ForeignListeners.NOTE + LINE + diagnosis);
                    assertThat(explanation.getStackTrace()).isEmpty();
                    assertThat(explanation.diagnoses())
                            .extracting(PortDiagnosis::port)
                            .containsExactly(taken.port());
                });
    }

    @Test
    void areNamedInPlaceOfAFailureThatNamesThePort() {
        IOException failure = new IOException("context", new IOException("no answer from localhost:" + taken.port()));

        Throwable explained = explain(failure, false);

        assertThat(explained)
                .isInstanceOf(PortUnavailableError.class)
                .hasMessage(diagnosis + LINE + "Original failure: java.io.IOException: context")
                .cause()
                .isSameAs(failure);
        assertThat(explained.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could not start mail server smtp:127.0.0.1:PORT, try to set server startup timeout > 1000",
                "Could not start mail server smtps:PORT, try to set server startup timeout > 1000",
                "Failed to start Socks Proxy Server on port PORT",
                "Failed to start on port PORT",
                "unable to start the broker at tcp://[::1]:PORT"
            })
    void areNamedBesideAServerThatWasNotStarted(String text) {
        IllegalStateException failure = new IllegalStateException(text.replace("PORT", String.valueOf(taken.port())));

        assertThat(BindFailureExplainer.explainBeside(failure)).isPresent();
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(PortUnavailableError.class, explanation -> {
                    assertThat(explanation).hasMessageStartingWith(diagnosis.headline() + LINE);
                    assertThat(explanation.diagnoses())
                            .extracting(PortDiagnosis::port)
                            .containsExactly(taken.port());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could not start the session with server localhost:PORT",
                "Failed to start the order service: no answer from localhost:PORT",
                "Could not connect to server localhost:PORT",
                "The server on port PORT started, but has failed to answer"
            })
    void areNotNamedBesideAClientThatFailed(String text) {
        IllegalStateException failure = new IllegalStateException(text.replace("PORT", String.valueOf(taken.port())));

        assertThat(BindFailureExplainer.explainBeside(failure)).isEmpty();
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void areNotNamedAgain() {
        IllegalStateException failure = new IllegalStateException("not ready: " + diagnosis.headline());

        assertThat(explain(failure, false)).isSameAs(failure);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void areToBlameRatherThanAServerOfTheTest() throws IOException {
        try (ServerSocket healthy = new ServerSocket(own.port())) {
            assertThat(explain(new BindException("Address already in use"), false))
                    .as("not that of %s", healthy)
                    .isInstanceOfSatisfying(
                            PortUnavailableError.class,
                            explanation -> assertThat(explanation.diagnoses())
                                    .extracting(PortDiagnosis::port)
                                    .containsExactly(taken.port()));
        }
    }

    @Test
    void areOthersThanServersOfThisJvmAndGuardSockets() throws IOException {
        PortRequest guarded = PortRequest.fromSystemProperties().withGuardSocket(GuardSocket.ON);
        try (ServerSocket server = new ServerSocket(own.port());
                PortReservation guard = FreePorts.reserve(guarded)) {
            assertThat(ForeignListeners.mayExist(server.getLocalPort())).isTrue();
            assertThat(ForeignListeners.exist(FreePorts.explain(server.getLocalPort())))
                    .isFalse();
            assertThat(ForeignListeners.mayExist(guard.port())).isFalse();
            assertThat(ForeignListeners.mayExist(unused.port())).isFalse();
        }
        assertThat(ForeignListeners.exist(diagnosis)).isTrue();
    }

    private static Throwable explain(Throwable failure, boolean mustStay) {
        return BindFailureExplainer.explain(failure, () -> List.of(unused, own, taken), () -> mustStay);
    }
}
