package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.GivenExplanations;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of one failure is explained. */
class ExplanationLimitsTests {
    @Test
    void ofPorts() {
        StringBuilder text = new StringBuilder("none of these:");
        for (int port = 20001; port <= 23000; port++) {
            text.append(" port ").append(port);
        }

        PortUnavailableError explained = (PortUnavailableError) explain(new BindException(text.toString()));

        // of ten that were looked at, those that are taken, if any: other tests leave connections on some of them
        assertThat(explained.diagnoses()).hasSizeBetween(1, 10);
        assertThat(explained.getMessage()).containsPattern("\\RAnd 299[0-9] more ports that are not explained\\.\\R");
    }

    @Test
    void ofTime() {
        System.setProperty("freeport.diagnosis-deadline", "0ms");
        try {
            assertThat(((PortUnavailableError) explain(new BindException("port 23456, port 23457 or port 23458")))
                            .diagnoses())
                    .as("one is diagnosed, whatever the deadline")
                    .extracting(PortDiagnosis::port)
                    .containsExactly(23456);
        } finally {
            System.clearProperty("freeport.diagnosis-deadline");
        }
    }

    @Test
    void ofTimeThatIsSpentOnThePortsOfTheTestFirst() {
        PortRequest request = PortRequest.fromSystemProperties();
        try (PortReservation mine = FreePorts.reserve(request.withDiagnosisDeadline(Duration.ZERO))) {
            Throwable explained = BindFailureExplainer.explain(
                    new BindException("port 1024 or port " + mine.port()), () -> List.of(mine), () -> false);

            assertThat(((PortUnavailableError) explained).diagnoses())
                    .extracting(PortDiagnosis::port)
                    .containsExactly(mine.port());
            assertThat(explained).hasMessageContaining("And 1 more port that is not explained.");
        }
    }

    @Test
    void ofPortsOfWhichATextSpeaks() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StringBuilder text = new StringBuilder("bind failed: port ").append(taken.getLocalPort());
            for (int port = 65_000; port < 65_012; port++) {
                text.append(", port ").append(port);
            }
            AssertionError failure = new AssertionError(text.toString());

            assertThat(explain(failure)).isSameAs(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .startsWith(PortUnavailableError.class.getName() + ": Port " + taken.getLocalPort() + " is taken")
                    .endsWith(System.lineSeparator() + "And 3 more ports that are not explained.");
        }
    }

    @Test
    void ofTheOriginalMessage() {
        BindException failure = new BindException("in use: 127.0.0.1:23456 " + "x".repeat(2_000_000));

        assertThat(explain(failure).getMessage())
                .hasSizeLessThan(3_000)
                .endsWith("xxx... (" + (failure.toString().length() - 200) + " more)");
    }

    @Test
    void ofTheOriginalMessageToItsFirstLine() {
        BindException failure = new BindException("in use: 127.0.0.1:23457\nThe rest is long.");

        assertThat(explain(failure).getMessage())
                .endsWith(System.lineSeparator()
                        + "Original failure: java.net.BindException: in use: 127.0.0.1:23457... (18 more)");
    }

    @BeforeEach
    void forget() {
        GivenExplanations.clear();
    }

    private static Throwable explain(Throwable failure) {
        return BindFailureExplainer.explain(failure, List::of, () -> false);
    }
}
