package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a warning of a leak, an explanation or a journal says a port is for. */
class PurposeTextTests {
    @Test
    void nameTheTestThatAPlaceDoesNotName() {
        String type = PlainTestCase.class.getName();
        assertThat(TestRun.of(PlainTestCase.class).succeeds(1).purposesWithTests())
                .containsOnly(
                        entry("class", "parameter 'port' of " + type + ".beforeAll(int)"),
                        entry("field", "field 'field' of " + type + ", in test(int)"),
                        entry("before", "parameter 'port' of " + type + ".beforeEach(int), in test(int)"),
                        entry("test", "parameter 'port' of " + type + ".test(int)"));
    }

    @Test
    void nameTheInvocation() {
        String type = InvokedTestCase.class.getName();
        assertThat(TestRun.of(InvokedTestCase.class).succeeds(1).purposesWithTests())
                .containsOnly(
                        entry("field", "field 'field' of " + type + ", in test(int, int) [1] air"),
                        entry("test", "parameter 'port' of " + type + ".test(int, int), in [1] air"));
    }

    static class PlainTestCase {
        @FreePort
        int field;

        @BeforeAll
        static void beforeAll(@FreePort int port) {
            note("class", port);
        }

        @BeforeEach
        void beforeEach(@FreePort int port) {
            note("before", port);
        }

        @Test
        void test(@FreePort int port) {
            note("field", field);
            note("test", port);
        }
    }

    static class InvokedTestCase {
        @FreePort
        int field;

        @ParameterizedTest(name = "[{index}] air")
        @ValueSource(ints = 7)
        void test(int seven, @FreePort int port) {
            note("field", field);
            note("test", port);
        }
    }
}
