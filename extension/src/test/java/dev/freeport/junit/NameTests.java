package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

class NameTests {

    @Test
    void isSharedByAllThatBelongsToOneTest() {
        TestRun run = TestRun.of(OneTestTestCase.class).succeeds(1);

        assertThat(run.ports("field", "before each", "test", "after each")).containsOnly(run.port("constructor"));
        assertThat(run.ports("constructor", "other name", "no name", "no name either"))
                .doesNotHaveDuplicates();
    }

    static class OneTestTestCase {
        @FreePort("shop")
        int field;

        OneTestTestCase(@FreePort("shop") int port) {
            note("constructor", port);
        }

        @BeforeEach
        void beforeEach(@FreePort("shop") int port) {
            note("before each", port);
            note("field", field);
        }

        @Test
        void test(@FreePort("shop") int port, @FreePort("till") int till, @FreePort int one, @FreePort int two) {
            note("test", port);
            note("other name", till);
            note("no name", one);
            note("no name either", two);
        }

        @AfterEach
        void afterEach(@FreePort("shop") int port) {
            note("after each", port);
        }
    }

    @Test
    void isSharedByTheParametersOfAConstructor() {
        TestRun run = TestRun.of(OneConstructorTestCase.class).succeeds(1);

        assertThat(run.port("second")).isEqualTo(run.port("first"));
        assertThat(run.port("other name")).isNotEqualTo(run.port("first"));
    }

    static class OneConstructorTestCase {
        OneConstructorTestCase(
                @FreePort("shop") int first, @FreePort("till") int otherName, @FreePort("shop") int second) {
            note("first", first);
            note("other name", otherName);
            note("second", second);
        }

        @Test
        void test() {}
    }

    @Test
    void meansAnotherPortInAnotherTest() {
        TestRun run = TestRun.of(TwoTestsTestCase.class).succeeds(2);

        assertThat(run.ports("one", "other")).doesNotHaveDuplicates();
    }

    static class TwoTestsTestCase {
        @Test
        void one(@FreePort("shop") int port) {
            note("one", port);
        }

        @Test
        void other(@FreePort("shop") int port) {
            note("other", port);
        }
    }

    @Test
    void ofTheClassIsSeenByItsTestsAndItsNestedClasses() {
        TestRun run = TestRun.of(OuterTestCase.class).succeeds(2);

        assertThat(run.ports("test", "inner constructor", "inner field", "inner test", "after all"))
                .containsOnly(run.port("static"));
        assertThat(run.port("inner sees outer constructor")).isEqualTo(run.port("outer constructor"));
    }

    static class OuterTestCase {
        @FreePort("shop")
        static int field;

        private final int constructed;

        OuterTestCase(@FreePort("instance") int port) {
            constructed = port;
        }

        @BeforeAll
        static void beforeAll() {
            note("static", field);
        }

        @Test
        void test(@FreePort("shop") int port) {
            note("test", port);
        }

        @Nested
        class Inner {
            @FreePort("shop")
            int inner;

            Inner(@FreePort("shop") int port) {
                note("inner constructor", port);
            }

            @Test
            void test(@FreePort("shop") int port, @FreePort("instance") int ofTheOuterInstance) {
                note("inner field", inner);
                note("inner test", port);
                note("outer constructor", constructed);
                note("inner sees outer constructor", ofTheOuterInstance);
            }
        }

        @AfterAll
        static void afterAll(@FreePort("shop") int port) {
            note("after all", port);
        }
    }

    @Test
    void ofASharedInstanceIsSeenByAll() {
        TestRun run = TestRun.of(SharedInstanceTestCase.class).succeeds(2);

        assertThat(run.ports("before all", "one", "other")).containsOnly(run.port("constructor"));
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        SharedInstanceTestCase(@FreePort("shop") int port) {
            note("constructor", port);
        }

        @BeforeAll
        void beforeAll(@FreePort("shop") int port) {
            note("before all", port);
        }

        @Test
        void one(@FreePort("shop") int port) {
            note("one", port);
        }

        @Test
        void other(@FreePort("shop") int port) {
            note("other", port);
        }
    }
}
