package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

class ScopeTests {

    @Test
    void isOneTestForAllThatBelongsToIt() {
        TestRun run = TestRun.of(PerTestTestCase.class).succeeds(2);

        assertThat(run.ports()).hasSize(10).doesNotHaveDuplicates();
    }

    @TestMethodOrder(MethodName.class)
    static class PerTestTestCase {
        @FreePort
        int field;

        private final int constructed;
        private int before;
        private int inTest;
        private String test = "none";

        PerTestTestCase(@FreePort int port) {
            assertThat(stillReserved()).isEmpty();
            constructed = port;
        }

        @BeforeEach
        void before(@FreePort int port) {
            before = port;
        }

        @Test
        void first(@FreePort int port) {
            test = "first";
            inTest = port;
        }

        @Test
        void second(@FreePort int port) {
            test = "second";
            inTest = port;
        }

        @AfterEach
        void after(@FreePort int port) {
            note(test + ": field", field);
            note(test + ": constructor", constructed);
            note(test + ": before each", before);
            note(test + ": test", inTest);
            note(test + ": after each", port);
        }
    }

    @Test
    void isTheClassForStaticFieldsAndBeforeAll() {
        TestRun.of(PerClassTestCase.class).succeeds(3);
    }

    @TestMethodOrder(MethodName.class)
    static class PerClassTestCase {
        @FreePort
        static int field;

        @BeforeAll
        static void beforeAll(@FreePort int port) {
            note("static", field);
            note("before all", port);
        }

        @Test
        void first() {
            assertThat(stillReserved()).containsOnly("static", "before all");
        }

        @Test
        void second() {
            assertThat(stillReserved()).containsOnly("static", "before all");
        }

        @Nested
        class Inner {
            @Test
            void third() {
                assertThat(stillReserved()).containsOnly("static", "before all");
            }
        }

        @AfterAll
        static void afterAll() {
            assertThat(stillReserved()).containsOnly("static", "before all");
        }
    }

    @Test
    void isTheNestedClassForWhatItDeclares() {
        TestRun.of(TwoNestedTestCase.class).succeeds(2);
    }

    static class TwoNestedTestCase {
        @Nested
        class One extends InnerParent {}

        @Nested
        class Other extends InnerParent {}

        @AfterAll
        static void afterAll() {
            assertThat(stillReserved()).isEmpty();
        }
    }

    abstract static class InnerParent {
        @BeforeAll
        static void beforeAll(@FreePort("inner") int port) {
            assertThat(stillReserved()).isEmpty();
            note("port " + port, port);
        }

        @Test
        void test() {
            assertThat(stillReserved()).hasSize(1);
        }
    }

    @Test
    void endsIfTheTestFails() {
        TestRun run = TestRun.of(FailingTestCase.class);

        assertThat(run.failure()).hasMessage("as expected");
        assertThat(run.purposes()).containsOnlyKeys("field", "parameter");
    }

    static class FailingTestCase {
        @FreePort
        int field;

        @Test
        void test(@FreePort int port) {
            note("field", field);
            note("parameter", port);
            throw new IllegalStateException("as expected");
        }
    }
}
