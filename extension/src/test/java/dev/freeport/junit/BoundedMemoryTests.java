package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort.GuardSocket;
import dev.freeport.junit.fixture.ForkedTestRun;
import dev.freeport.junit.fixture.TestRunResult;
import dev.freeport.stack.PortRange;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A JVM needs no more memory for thousands of tests than for a few. */
@Tag("slow")
class BoundedMemoryTests {
    private static final int TESTS = 1500;

    /** Two pools that each test cut anew would need 60 MB. */
    @Test
    void sufficesForPortsWithAndWithoutAGuardSocket(@TempDir Path directory) {
        assertSuffices(AlternatingTestCase.class, directory);
    }

    /** Kept names would need 60 MB, and kept pools as many. */
    @Test
    void sufficesForNamesAndRangesThatAlternate(@TempDir Path directory) {
        assertSuffices(NamedTestCase.class, directory);
    }

    private static void assertSuffices(Class<?> testCase, Path directory) {
        TestRunResult result = ForkedTestRun.of(testCase)
                .withLaunch(launch ->
                        launch.withJvmOptions("-Xmx32m").withProperty("freeport.directory", directory.toString()))
                .withParameter("freeport.cool-down", "0s")
                .withTimeout(Duration.ofMinutes(5))
                .run();

        assertThat(result.isComplete()).as(result.toString()).isTrue();
        assertThat(result.tests()).isEqualTo(TESTS);
        assertThat(result.failures()).isEmpty();
    }

    static class NamedTestCase {
        private static final String LONG = "x".repeat(40_000);

        private static int next;

        private final int low = 11_000 + next % 1000;

        @RegisterExtension
        final PortExtension port = PortExtension.free(request -> request.withRanges(new PortRange(low, low + 8000)))
                .withName("number " + next++ + LONG);

        @RepeatedTest(TESTS)
        void has() {
            assertThat(port.port()).isBetween(low, low + 8000);
        }
    }

    static class AlternatingTestCase {
        @RepeatedTest(TESTS)
        void hasBoth(@FreePort int web, @FreePort(guardSocket = GuardSocket.OFF) int legacy) {
            assertThat(web).isNotEqualTo(legacy);
        }
    }
}
