package dev.freeport.internal.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.GivenExplanations;
import java.net.BindException;
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

        assertThat(explained.diagnoses()).hasSizeBetween(1, 10);
        assertThat(explained.getMessage())
                .contains(System.lineSeparator() + "And "
                        + (3000 - explained.diagnoses().size()) + " more ports that are not explained."
                        + System.lineSeparator());
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
