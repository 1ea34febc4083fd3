package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortUnavailableError;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A run in which more tests fail of a bind than need be explained. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class ExplanationLimitTests {
    private static final int MANY = ExplanationLimit.MOST + 2;
    private static final String ENOUGH = "50 bind failures of this run are explained; further ones are not.";

    @Test
    void theFirstAreExplainedInEachRun() {
        for (int run = 1; run <= 2; run++) {
            try (LogCapture log = new LogCapture("dev.freeport")) {
                List<Throwable> failures = TestRun.of(DeclaringTestCase.class).failures();

                assertThat(failures).hasSize(MANY);
                assertThat(failures.subList(0, ExplanationLimit.MOST))
                        .hasOnlyElementsOfType(PortUnavailableError.class);
                assertThat(failures.subList(ExplanationLimit.MOST, MANY))
                        .hasOnlyElementsOfType(BindException.class)
                        .allSatisfy(
                                failure -> assertThat(failure.getSuppressed()).isEmpty());
                assertThat(log.texts()).containsExactly(ENOUGH);
            }
        }
    }

    static class DeclaringTestCase {
        @RepeatedTest(MANY)
        void test(@FreePort int port) throws IOException {
            bindTwice(port);
        }
    }

    @Test
    void theFirstAreExplainedByTheListenerToo() {
        LauncherRun run = LauncherRun.of(PlainTestCase.class);

        List<Throwable> failures = run.failures();
        assertThat(failures).hasSize(MANY);
        assertThat(failures.subList(0, ExplanationLimit.MOST))
                .allSatisfy(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(failures.subList(ExplanationLimit.MOST, MANY))
                .allSatisfy(failure -> assertThat(failure.getSuppressed()).isEmpty());
        assertThat(run.errorOutput()).endsWith(System.lineSeparator() + ENOUGH + System.lineSeparator());
    }

    static class PlainTestCase {
        @RepeatedTest(MANY)
        void test() throws IOException {
            bindTwice(0);
        }
    }

    private static void bindTwice(int port) throws IOException {
        try (ServerSocket first = new ServerSocket(port);
                ServerSocket second = new ServerSocket(first.getLocalPort())) {
            assertThat(second.isBound()).isFalse();
        }
    }
}
