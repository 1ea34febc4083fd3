package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Fields that several tests, or several test classes, have in common. */
class SharedFieldTests {

    @Test
    void ofASharedInstanceKeepTheirPortForTheClass() {
        TestRun.of(SharedInstanceTestCase.class).succeeds(4);
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        @FreePort
        int port;

        private int first;

        @BeforeAll
        void beforeAll() {
            note("field", port);
            first = port;
        }

        @RepeatedTest(2)
        void test() {
            assertStillTheSame();
        }

        @Nested
        class Inner {
            @RepeatedTest(2)
            void test() {
                assertStillTheSame();
            }
        }

        @AfterAll
        void afterAll() {
            assertStillTheSame();
        }

        private void assertStillTheSame() {
            assertThat(port).isEqualTo(first);
            assertThat(stillReserved()).containsOnly("field");
        }
    }

    @Test
    void ofTheInstanceAroundASharedOneKeepTheirPortForTheInnerClass() {
        TestRun.of(AroundSharedInstanceTestCase.class).succeeds(2);
    }

    static class AroundSharedInstanceTestCase {
        @FreePort
        int outer;

        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {
            @FreePort
            int inner;

            private int first;

            @BeforeAll
            void beforeAll() {
                note("outer", outer);
                note("inner", inner);
                first = outer;
            }

            @RepeatedTest(2)
            void test() {
                assertThat(outer).isEqualTo(first).isNotEqualTo(inner);
                assertThat(stillReserved()).containsOnly("outer", "inner");
            }
        }
    }

    @Test
    void ofASuperclassKeepTheirPortWhileAnySubclassRuns() {
        TestRun.of(InheritingTwiceTestCase.class).succeeds(2);
    }

    static class InheritingTwiceTestCase extends Parent {
        @BeforeAll
        static void beforeAll() {
            note("shared", shared);
            first = shared;
        }

        @Test
        void test() {
            assertStillTheSame();
        }

        @Nested
        class Inner extends Parent {
            @Test
            void test() {
                assertStillTheSame();
            }
        }

        @AfterAll
        static void afterAll() {
            assertStillTheSame();
        }
    }

    abstract static class Parent {
        @FreePort
        static int shared;

        static int first;

        static void assertStillTheSame() {
            assertThat(shared).isEqualTo(first);
            assertThat(stillReserved()).containsOnly("shared");
        }
    }

    @Test
    void ofASuperclassAreReleasedAfterTheLastSubclass() {
        TestRun run = TestRun.of(OneAfterTheOtherTestCase.class).succeeds(2);

        assertThat(run.ports("One", "Other")).doesNotHaveDuplicates();
    }

    static class OneAfterTheOtherTestCase {
        @Nested
        class One extends NotingParent {}

        @Nested
        class Other extends NotingParent {}
    }

    abstract static class NotingParent {
        @FreePort
        private static int port;

        @Test
        void test() {
            assertThat(stillReserved()).isEmpty();
            note(getClass().getSimpleName(), port);
        }
    }

    @Test
    void ofASuperclassServeSubclassesAtTheSameTime() {
        TestRun run = TestRun.of(
                        ParallelTestCase.class,
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy",
                        "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        "4")
                .succeeds(2);

        assertThat(run.port("One")).isEqualTo(run.port("Other"));
    }

    static class ParallelTestCase {
        private static Meeting bothRun = new Meeting(2);

        @BeforeAll
        static void reset() {
            bothRun = new Meeting(2);
        }

        @Nested
        class One extends WaitingParent {}

        @Nested
        class Other extends WaitingParent {}
    }

    abstract static class WaitingParent {
        @FreePort("shared")
        private static int port;

        @Test
        void test(@FreePort("shared") int same) throws InterruptedException {
            ParallelTestCase.bothRun.join();
            assertThat(same).isEqualTo(port);
            note(getClass().getSimpleName(), port);
        }
    }

    @Test
    void ofASuperclassShareNoPortOfAnEnclosingClass() {
        TestRun run = TestRun.of(EnclosingTestCase.class).succeeds(1);

        assertThat(run.port("inherited")).isNotEqualTo(run.port("enclosing"));
    }

    static class EnclosingTestCase {
        @FreePort("shop")
        static int enclosing;

        @Nested
        class Inner extends NamedParent {
            @Test
            void test(@FreePort("shop") int port) {
                note("enclosing", enclosing);
                note("inherited", inherited);
                assertThat(port).isEqualTo(inherited).isEqualTo(sameName);
            }
        }
    }

    abstract static class NamedGrandparent {
        @FreePort("shop")
        static int inherited;
    }

    abstract static class NamedParent extends NamedGrandparent {
        @FreePort("shop")
        static int sameName;
    }
}
