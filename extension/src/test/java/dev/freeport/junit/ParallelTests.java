package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
        private static Meeting allHaveTheirPorts = new Meeting(TESTS);

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
        static void reset() {
            allHaveTheirPorts = new Meeting(TESTS);
        }

        @BeforeEach
        void before(@FreePort("shared by the instance") int sameAsConstructed, @FreePort int port) {
            assertThat(sameAsConstructed).isEqualTo(constructedNamed);
            before = port;
        }

        @RepeatedTest(TESTS)
        void test(@FreePort("shared by the scope") int sameAsField) throws InterruptedException {
            assertThat(sameAsField).isEqualTo(named);
            allHaveTheirPorts.join();
            for (int port : new int[] {field, named, constructed, constructedNamed, before}) {
                note(this + " " + port, port);
            }
        }
    }

    @Test
    void reserveThePortOfANameOnce() {
        TestRun.of(
                        SameNameTestCase.class,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "" + 2 * TESTS)
                .succeeds(TESTS);

        assertThat(SameNameTestCase.RESERVING).hasSize(1);
        assertThat(SameNameTestCase.PORTS).hasSize(1);
    }

    /** All tests ask for the port at once; who reserves it first goes on only when another one waits, or reserves it too. */
    static class SameNameTestCase {
        private static final Set<Thread> RESERVING = ConcurrentHashMap.newKeySet();
        private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();
        private static final Set<Thread> TESTING = ConcurrentHashMap.newKeySet();
        private static Meeting allAreHere = new Meeting(TESTS);

        @RegisterExtension
        final PortExtension named = PortExtension.free(SameNameTestCase::awaitAnother)
                .withName("shared")
                .withScope(FreePort.Scope.CLASS);

        SameNameTestCase() throws InterruptedException {
            TESTING.add(Thread.currentThread());
            allAreHere.join();
        }

        @BeforeAll
        static void reset() {
            allAreHere = new Meeting(TESTS);
            List.of(RESERVING, PORTS, TESTING).forEach(Set::clear);
        }

        private static PortRequest awaitAnother(PortRequest request) {
            RESERVING.add(Thread.currentThread());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (RESERVING.size() == 1 && !anotherWaits() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            return request;
        }

        private static boolean anotherWaits() {
            return TESTING.stream().anyMatch(thread -> thread.getState() == Thread.State.BLOCKED);
        }

        @RepeatedTest(TESTS)
        void test() {
            PORTS.add(named.port());
        }
    }
}
