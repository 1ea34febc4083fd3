package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ParallelTests {
    private static final int TESTS = 8;

    @Test
    void holdDifferentPorts() {
        TestRun run = TestRun.of(
                        SimultaneousTestCase.class,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "" + 2 * TESTS)
                .succeeds(TESTS);

        assertThat(run.ports()).hasSize(5 * TESTS).doesNotHaveDuplicates();
    }

    static class SimultaneousTestCase {
        private static CountDownLatch allHaveTheirPorts = new CountDownLatch(TESTS);

        @FreePort
        int field;

        @FreePort("shared by the scope")
        int named;

        private final int constructed;
        private final int constructedNamed;
        private int before;

        SimultaneousTestCase(@FreePort int port, @FreePort("shared by the instance") int other) {
            constructed = port;
            constructedNamed = other;
        }

        @BeforeAll
        static void resetLatch() {
            allHaveTheirPorts = new CountDownLatch(TESTS);
        }

        @BeforeEach
        void before(@FreePort("shared by the instance") int sameAsConstructed, @FreePort int port) {
            assertThat(sameAsConstructed).isEqualTo(constructedNamed);
            before = port;
        }

        @RepeatedTest(TESTS)
        void test(@FreePort("shared by the scope") int sameAsField) throws InterruptedException {
            assertThat(sameAsField).isEqualTo(named);
            allHaveTheirPorts.countDown();
            assertThat(allHaveTheirPorts.await(20, TimeUnit.SECONDS))
                    .as("all tests run at the same time")
                    .isTrue();
            for (int port : new int[] {field, named, constructed, constructedNamed, before}) {
                note(this + " " + port, port);
            }
        }
    }
}
