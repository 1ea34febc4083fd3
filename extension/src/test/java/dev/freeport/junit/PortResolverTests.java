package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortResolverTests {

    @Test
    void reachesParametersOfAllMethods() {
        TestRun run = TestRun.of(AllMethodsTestCase.class).succeeds(1);

        String type = AllMethodsTestCase.class.getName();
        assertThat(run.purposes())
                .containsOnly(
                        entry("before all", "parameter 'port' of " + type + ".beforeAll(int)"),
                        entry("constructor", "parameter 'port' of constructor " + type + "(int)"),
                        entry("before each", "parameter 'port' of " + type + ".beforeEach(int)"),
                        entry("test 1", "parameter 'one' of " + type + ".test(int, int)"),
                        entry("test 2", "parameter 'two' of " + type + ".test(int, int)"),
                        entry("after each", "parameter 'port' of " + type + ".afterEach(int)"),
                        entry("after all", "parameter 'port' of " + type + ".afterAll(int)"));
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class AllMethodsTestCase {
        AllMethodsTestCase(@FreePort int port) {
            note("constructor", port);
        }

        @BeforeAll
        static void beforeAll(@FreePort int port) {
            note("before all", port);
        }

        @BeforeEach
        void beforeEach(@FreePort int port) {
            note("before each", port);
        }

        @Test
        void test(@FreePort int one, @FreePort int two) {
            note("test 1", one);
            note("test 2", two);
        }

        @AfterEach
        void afterEach(@FreePort int port) {
            note("after each", port);
        }

        @AfterAll
        static void afterAll(@FreePort int port) {
            note("after all", port);
        }
    }

    /** As Kotlin writes {@code class T(@FreePort private val port: Int)}. */
    @Test
    void reachesAFinalFieldThroughTheParameterOfTheConstructor() {
        TestRun run = TestRun.of(FinalFieldTestCase.class).succeeds(1);

        assertThat(run.purposes())
                .containsOnly(entry(
                        "port", "parameter 'port' of constructor " + FinalFieldTestCase.class.getName() + "(int)"));
    }

    static class FinalFieldTestCase {
        @FreePort
        private final int port;

        FinalFieldTestCase(@FreePort int port) {
            this.port = port;
        }

        @Test
        void test() {
            note("port", port);
        }
    }

    @Test
    void refusesAFinalFieldThatDeclaresAnotherPortThanTheParameterOfTheConstructor() {
        assertThat(TestRun.of(OtherFinalFieldTestCase.class).failure())
                .hasMessage("@FreePort field must not be final, because it is set after construction (field 'port' of "
                        + OtherFinalFieldTestCase.class.getName() + ")");
    }

    static class OtherFinalFieldTestCase {
        @FreePort("one")
        private final int port;

        OtherFinalFieldTestCase(@FreePort("another") int port) {
            this.port = port;
        }

        @Test
        void test() {
            assertThat(port).isPositive();
        }
    }

    @Test
    void reachesTheComponentsOfARecord() {
        TestRun run = TestRun.of(RecordTestCase.class).succeeds(2);

        assertThat(run.purposes())
                .containsOnly(
                        entry("first", "parameter 'port' of constructor " + RecordTestCase.class.getName() + "(int)"),
                        entry("second", "parameter 'port' of constructor " + RecordTestCase.class.getName() + "(int)"));
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    record RecordTestCase(@FreePort int port) {
        @Test
        void first() {
            note("first", port);
        }

        @Test
        void second() {
            note("second", port);
        }
    }

    @Test
    void standsBesideTheArgumentsOfAParameterizedTest() {
        TestRun run = TestRun.of(ParameterizedTestCase.class).succeeds(2);

        assertThat(run.purposes()).containsOnlyKeys("first", "second");
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class ParameterizedTestCase {
        @ParameterizedTest
        @ValueSource(strings = {"first", "second"})
        void test(String argument, @FreePort int port) {
            note(argument, port);
        }
    }

    @Test
    void givesEachRepetitionAPortOfItsOwn() {
        TestRun run = TestRun.of(RepeatedTestCase.class).succeeds(3);

        assertThat(run.purposes()).containsOnlyKeys("1", "2", "3");
        assertThat(run.ports()).doesNotHaveDuplicates();
    }

    static class RepeatedTestCase {
        @RepeatedTest(3)
        void test(RepetitionInfo repetition, @FreePort int port) {
            note(Integer.toString(repetition.getCurrentRepetition()), port);
        }
    }
}
