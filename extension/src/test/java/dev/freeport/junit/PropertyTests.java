package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class PropertyTests {
    private static final String KEY = PropertyTests.class.getName();

    @AfterEach
    void clear() {
        System.clearProperty(KEY);
    }

    @Test
    void tellsThePortUntilTheScopeEnds() {
        TestRun.of(NestedScopesTestCase.class).succeeds(2);

        assertThat(System.getProperty(KEY)).isNull();
    }

    @Test
    void isWhatItWasBeforeAfterwards() {
        System.setProperty(KEY, "before");

        TestRun.of(NestedScopesTestCase.class).succeeds(2);

        assertThat(System.getProperty(KEY)).isEqualTo("before");
    }

    static class NestedScopesTestCase {
        @FreePort(property = "dev.freeport.junit.PropertyTests")
        static int ofClass;

        @BeforeAll
        static void beforeAll() {
            assertThat(System.getProperty(KEY)).isEqualTo("" + ofClass);
        }

        @Test
        void changesIt(@FreePort(value = "row", count = 2, property = "dev.freeport.junit.PropertyTests") int[] ports) {
            assertThat(System.getProperty(KEY)).isEqualTo(ports[0] + "," + ports[1]);
        }

        @Test
        void changesItByWayOfAName(
                @FreePort("shop") int port,
                @FreePort(value = "shop", property = "dev.freeport.junit.PropertyTests") int same) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }

        @AfterAll
        static void afterAll() {
            assertThat(System.getProperty(KEY)).isEqualTo("" + ofClass);
        }
    }

    @Test
    void ofAnInstanceIsNotTheLastWord() {
        TestRun.of(InstanceTestCase.class).succeeds(1);

        assertThat(System.getProperty(KEY)).isNull();
    }

    /** The instance is over before the test that it serves. */
    static class InstanceTestCase {
        InstanceTestCase(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }

        @Test
        void test(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }
    }

    @Test
    void ofTheRunLasts() {
        TestRun.of(RunTestCase.class).succeeds(2);

        assertThat(System.getProperty(KEY)).isNull();
    }

    static class RunTestCase {
        private static int seen;

        @Nested
        class One extends Parent {}

        @Nested
        class Other extends Parent {}

        abstract static class Parent {
            @Test
            void test(
                    @FreePort(value = "db", scope = Scope.RUN, property = "dev.freeport.junit.PropertyTests")
                            int port) {
                assertThat(System.getProperty(KEY)).isEqualTo("" + port);
                seen = port;
            }
        }

        @AfterAll
        static void afterAll() {
            assertThat(System.getProperty(KEY)).isEqualTo("" + seen);
        }
    }

    @Test
    void isNotForTwoPortsOfOneScope() {
        String type = TwoPortsTestCase.class.getName();
        assertThat(TestRun.of(TwoPortsTestCase.class).failure())
                .isExactlyInstanceOf(ParameterResolutionException.class)
                .hasMessage(
                        "No port for parameter 'two' of %s.test(int, int): the system property %s holds the port of parameter"
                                + " 'one' of %s.test(int, int) already. Give each port a property of its own.",
                        type, KEY, type);
        assertThat(System.getProperty(KEY)).isNull();
    }

    static class TwoPortsTestCase {
        @Test
        void test(
                @FreePort(property = "dev.freeport.junit.PropertyTests") int one,
                @FreePort(property = "dev.freeport.junit.PropertyTests") int two) {}
    }

    @Test
    void isNotForTwoPortsOfTheRun() {
        String type = TwoPortsOfTheRunTestCase.class.getName();
        assertThat(TestRun.of(TwoPortsOfTheRunTestCase.class).failure())
                .hasMessage(
                        "No port for parameter 'two' of %s.test(int, int): the system property %s holds the port of parameter"
                                + " 'one' of %s.test(int, int) already. Give both declarations the same name, or each port a"
                                + " property of its own.",
                        type, KEY, type);
        assertThat(System.getProperty(KEY)).isNull();
    }

    static class TwoPortsOfTheRunTestCase {
        @Test
        void test(
                @FreePort(scope = Scope.RUN, property = "dev.freeport.junit.PropertyTests") int one,
                @FreePort(scope = Scope.RUN, property = "dev.freeport.junit.PropertyTests") int two) {}
    }

    @Test
    void isNotForTestsThatRunAtTheSameTime() {
        ParallelTestCase.together = new Meeting(2);

        Throwable failure = inParallel(ParallelTestCase.class).failure();

        String type = ParallelTestCase.class.getName();
        assertThat(failure).isExactlyInstanceOf(ParameterResolutionException.class);
        assertThat(failure.getMessage())
                .isIn(
                        ParallelTestCase.message(type + ".one(int)", type + ".other(int)"),
                        ParallelTestCase.message(type + ".other(int)", type + ".one(int)"));
        assertThat(System.getProperty(KEY)).isNull();
    }

    static class ParallelTestCase {
        private static Meeting together = new Meeting(2);

        private boolean injected;

        @Test
        void one(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) throws Exception {
            stay();
        }

        @Test
        void other(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) throws Exception {
            stay();
        }

        private void stay() throws Exception {
            injected = true;
            together.join();
        }

        /** The one that was refused lets the other one go. */
        @AfterEach
        void meet() throws Exception {
            if (!injected) {
                together.join();
            }
        }

        private static String message(String refused, String first) {
            return "No port for parameter 'port' of " + refused + ": the system property " + KEY
                    + " holds the port of parameter 'port' of " + first + ", which is used at the same time. Let both"
                    + " tests hold @ResourceLock(Resources.SYSTEM_PROPERTIES), or give each port a property of its own.";
        }
    }

    @Test
    void isForTestsThatHoldTheLock() {
        inParallel(LockedTestCase.class).succeeds(2);
    }

    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    static class LockedTestCase {
        @Test
        void one(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }

        @Test
        void other(@FreePort(property = "dev.freeport.junit.PropertyTests") int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }
    }

    private static TestRun inParallel(Class<?> testCase) {
        return TestRun.of(testCase, PARALLEL.toArray(String[]::new));
    }

    private static final List<String> PARALLEL = List.of(
            "junit.jupiter.execution.parallel.enabled",
            "true",
            "junit.jupiter.execution.parallel.mode.default",
            "concurrent",
            "junit.jupiter.execution.parallel.config.strategy",
            "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism",
            "4");
}
