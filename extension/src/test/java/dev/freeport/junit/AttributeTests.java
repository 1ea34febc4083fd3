package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class AttributeTests {
    private static final List<Integer> PORTS = new ArrayList<>();

    @BeforeEach
    void forget() {
        PORTS.clear();
    }

    @Test
    void goBeforeConfigurationParametersAndTheseBeforeDefaults() {
        run(PrecedenceTestCase.class).testEvents().assertStatistics(stats -> stats.succeeded(1));

        assertThat(PORTS).hasSize(3);
        assertThat(PORTS.get(0)).as("attribute").isBetween(21000, 21019);
        assertThat(PORTS.get(1)).as("configuration parameter").isBetween(22000, 22019);
        assertThat(PORTS.get(2)).as("ranges configured, some excluded").isBetween(22018, 22019);
    }

    static class PrecedenceTestCase {
        @Test
        void test(
                @FreePort(ranges = "21000-21019") int asked,
                @FreePort int configured,
                @FreePort(excludedRanges = "22000-22017") int avoiding) {
            PORTS.addAll(List.of(asked, configured, avoiding));
        }
    }

    @Test
    void givePortsThatAreSafeOnOtherStacksToo() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SafeTestCase.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.succeeded(1));

        assertThat(PORTS).singleElement().satisfies(port -> assertThat(port).isBetween(6124, 9999));
    }

    static class SafeTestCase {
        @Test
        void test(@FreePort(safeOn = {StackProfile.PORTABLE, StackProfile.FTX_BEFORE_3_4}) int port) {
            PORTS.add(port);
        }
    }

    @Nested
    class ReportFailure {
        @Test
        void whenTheyCancelEachOtherOut() {
            assertThat(failure(ContradictoryTestCase.class))
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .cause()
                    .hasMessageStartingWith("No free port for parameter 'port' of "
                            + ContradictoryTestCase.class.getName()
                            + ".test(int): the pool has 0 ports: 20000-20009 less 10 not safe on portable ports (safe:"
                            + " 5001-9999); so the settings cancel each other out");
        }

        @Test
        void whenTheyCannotBeUnderstood() {
            assertThat(failure(GarbageTestCase.class))
                    .isExactlyInstanceOf(ParameterResolutionException.class)
                    .hasMessage("No port for parameter 'port' of " + GarbageTestCase.class.getName()
                            + ".test(int): attribute ranges (9-1) is not valid: range (9-1) must not be reversed:"
                            + " write 1-9");
        }

        private Throwable failure(Class<?> testCase) {
            return run(testCase).testEvents().failed().stream()
                    .findFirst()
                    .orElseThrow()
                    .getRequiredPayload(TestExecutionResult.class)
                    .getThrowable()
                    .orElseThrow();
        }
    }

    static class ContradictoryTestCase {
        @Test
        void test(@FreePort(ranges = "20000-20009", safeOn = StackProfile.PORTABLE) int port) {}
    }

    static class GarbageTestCase {
        @Test
        void test(@FreePort(ranges = "9-1") int port) {}
    }

    private static EngineExecutionResults run(Class<?> testCase) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testCase))
                .configurationParameter("freeport.ranges", "22000-22019")
                .execute();
    }
}
