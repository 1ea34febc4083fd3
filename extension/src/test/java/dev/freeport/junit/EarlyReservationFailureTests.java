package dev.freeport.junit;

import static dev.freeport.junit.EarlyReservationTests.KEY;
import static dev.freeport.junit.EarlyReservationTests.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.EarlyReservationTests.ServerExtension;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is reserved before other extensions begin, and cannot be, or comes too late for one that prepares instances. */
class EarlyReservationFailureTests {
    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void isRestored() {
        assertThat(System.getProperty(KEY)).isNull();
    }

    @Nested
    class ReportsFailure {
        @Test
        void asTheClassDoesBeforeItConstructsAnInstance() {
            Throwable failure = TestRun.of(InvalidTestCase.class).failure();

            assertThat(failure)
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .hasMessage(
                            "No port for field 'port' of %s: the name of a @FreePort must not be blank. Leave it out for a"
                                    + " port of its own, or give a name to share the port by.",
                            InvalidTestCase.class.getName());
            assertThat(SEEN).isEmpty();
        }

        @Test
        void besideThatOfAnExtensionWhichBeganEarlier() {
            Throwable failure = TestRun.of(FailingFirstTestCase.class, "freeport.guard-socket", "maybe")
                    .failure();

            assertThat(failure).isExactlyInstanceOf(IllegalStateException.class).hasMessage("no port: null");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(suppressed -> assertThat(suppressed)
                            .isExactlyInstanceOf(ExtensionConfigurationException.class)
                            .hasMessage(
                                    "No port for PortExtension of %s: freeport.guard-socket (maybe) is not valid: it must"
                                            + " be auto, on or off; it is set in junit-platform.properties or by the launcher",
                                    FailingFirstTestCase.class.getName()));
        }

        @ParameterizedTest
        @ValueSource(
                classes = {InstanceFieldTestCase.class, RegisteredInTestTestCase.class, OfAnOuterClassTestCase.class})
        void whenAnInstanceIsPreparedBeforeItsPropertyIsSet(Class<?> testCase) {
            assertThat(TestRun.of(testCase).failure())
                    .isExactlyInstanceOf(ExtensionConfigurationException.class)
                    .message()
                    .startsWith("No port for ")
                    .endsWith(
                            ": the system property " + KEY + " would be set after ServerExtension has prepared the test"
                                    + " instance. Make the field static.");
        }

        @Test
        void whenAnInstanceIsPreparedBeforeTheParameterOfItsTest() {
            assertThat(TestRun.of(ParameterTestCase.class).failure())
                    .hasMessage(
                            "No port for parameter 'port' of %s.test(int): the system property %s would be set after"
                                    + " ServerExtension has prepared the test instance. Use a static field instead.",
                            ParameterTestCase.class.getName(), KEY);
        }
    }

    @ExtendWith(ServerExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class InvalidTestCase {
        @FreePort(" ")
        static int port;

        InvalidTestCase() {
            SEEN.add("constructed");
        }

        @Test
        void test() {}
    }

    static class FailingFirstTestCase {
        @RegisterExtension
        static final BeforeAllCallback FAILING = context -> {
            throw new IllegalStateException("no port: " + System.getProperty(KEY));
        };

        @RegisterExtension
        static final PortExtension PORT = PortExtension.free().withProperty(KEY);

        @Test
        void test() {}
    }

    @ExtendWith(ServerExtension.class)
    static class InstanceFieldTestCase {
        @FreePort(property = KEY)
        int port;

        @Test
        void test() {}
    }

    static class RegisteredInTestTestCase {
        @RegisterExtension
        static final ServerExtension SERVER = new ServerExtension();

        @RegisterExtension
        final PortExtension port = PortExtension.free().withProperty(KEY);

        @Test
        void test() {}
    }

    @ExtendWith(ServerExtension.class)
    static class OfAnOuterClassTestCase {
        @Nested
        @TestInstance(Lifecycle.PER_CLASS)
        class Inner {
            @FreePort(property = KEY)
            int port;

            @Test
            void test() {}
        }
    }

    @ExtendWith(ServerExtension.class)
    static class ParameterTestCase {
        @Test
        void test(@FreePort(property = KEY) int port) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ConstructorTestCase.class,
                BeforeAllTestCase.class,
                SameNameTestCase.class,
                WithoutPropertyTestCase.class,
            })
    void areNotRefusedWhereTheyAreInTime(Class<?> testCase) {
        TestRun.of(testCase).succeeds(1);

        assertThat(SEEN).last().asString().matches("instance ([0-9]+|null)");
    }

    @ExtendWith(ServerExtension.class)
    static class ConstructorTestCase {
        ConstructorTestCase(@FreePort(property = KEY) int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }

        @Test
        void test() {}
    }

    @ExtendWith(ServerExtension.class)
    static class BeforeAllTestCase {
        @BeforeAll
        static void beforeAll(@FreePort(property = KEY) int port) {
            assertThat(System.getProperty(KEY)).isEqualTo("" + port);
        }

        @Test
        void test() {}
    }

    @ExtendWith(ServerExtension.class)
    static class SameNameTestCase {
        @FreePort(value = "http", property = KEY)
        static int port;

        @Test
        void test(@FreePort(value = "http", property = KEY) int same) {
            assertThat(same).isEqualTo(port);
        }
    }

    @ExtendWith(ServerExtension.class)
    static class WithoutPropertyTestCase {
        @FreePort
        @Nullable
        Integer port;

        @Test
        void test(@FreePort int other) {
            assertThat(Stream.of(port, other)).doesNotContainNull().doesNotHaveDuplicates();
        }
    }
}
