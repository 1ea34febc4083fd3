package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.PortOccupier;
import dev.freeport.junit.fixture.ForkedTestRun;
import dev.freeport.junit.fixture.TestRunResult;
import dev.freeport.junit.fixture.TestRunResult.TestFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How much a log contains if ten tests fail because one port is taken. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class ExplanationLengthTests {
    private static final String PORT = "freeport.test.port";
    private static final int TESTS = 10;
    private static final int MOST_LINES = 60;

    /** Surefire shows the message of a failed assertion twice: with its stack trace, and among the results. */
    private static final int SHOWN = 2;

    @Test
    void ofTheExtension() {
        TestRunResult result = ForkedTestRun.of(DeclaringTestCase.class).run();

        List<TestFailure> failures = result.failures();
        assertThat(failures).hasSize(TESTS);
        assertThat(failures.get(0).exception().lines())
                .hasSizeGreaterThan(5)
                .anyMatch(line -> line.startsWith("  what to do  "));
        assertThat(failures.subList(1, TESTS))
                .allSatisfy(failure -> assertThat(failure.exception())
                        .hasLineCount(1)
                        .contains(" is taken: pid ")
                        .matches(".* listens on it[.] Explained above, at ExplanationLengthTests[.]java:[0-9]+[.]"));
        assertThat(failures.stream()
                        .mapToLong(
                                failure -> SHOWN * failure.exception().lines().count())
                        .sum())
                .isLessThanOrEqualTo(MOST_LINES);
        assertThat(result.jvms().get(0).output())
                .as("a stack trace leads to the test")
                .doesNotContain("\tat dev.freeport.internal.");
    }

    static class DeclaringTestCase {
        @FreePort(leaks = FreePort.Leaks.OFF)
        static int port;

        @BeforeAll
        static void occupyPort() {
            ListeningJvm other = ListeningJvm.childOn(port);
            assertThat(other.pid()).isPositive();
        }

        @RepeatedTest(TESTS)
        void binds() throws IOException {
            new ServerSocket(port).close();
        }
    }

    @Test
    void ofTheLauncher() {
        try (PortOccupier taken = PortOccupier.byOtherJvm().occupy()) {
            TestRunResult result = ForkedTestRun.of(PlainTestCase.class)
                    .withLaunch(launch -> launch.withProperty(PORT, "" + taken.port()))
                    .run();

            assertThat(result.failures()).hasSize(TESTS);
            List<String> lines = result.jvms()
                    .get(0)
                    .output()
                    .lines()
                    .filter(line -> isOurs(line))
                    .toList();
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("In "))
                    .hasSize(TESTS)
                    .allMatch(line -> line.contains("Port " + taken.port() + " is "));
            assertThat(lines).hasSizeBetween(TESTS + 1, MOST_LINES);
        }
    }

    /** Not the exceptions themselves, but the suppressed explanations, which Surefire does not show. */
    private static boolean isOurs(String line) {
        return !line.startsWith("\tat ") && !line.startsWith("\t... ") && !line.startsWith(IOException.class.getName());
    }

    static class PlainTestCase {
        @RepeatedTest(TESTS)
        void binds() throws IOException {
            int port = Integer.getInteger(PORT);
            try {
                new ServerSocket(port).close();
            } catch (IOException e) {
                throw new IOException("bind 0.0.0.0:" + port + ": address already in use");
            }
        }
    }
}
