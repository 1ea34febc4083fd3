package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of classes, which extensions that begin with the class find in system properties. */
class EarlyReservationTests {
    private static final String KEY = "dev.freeport.junit.EarlyReservationTests";

    private static final List<String> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void isRestored() {
        assertThat(System.getProperty(KEY)).isNull();
    }

    /** An extension such as Micronaut's or Spring's, which starts a server. */
    static class ServerExtension implements BeforeAllCallback, TestInstancePostProcessor {
        @Override
        public void beforeAll(ExtensionContext context) {
            see("beforeAll");
        }

        @Override
        public void postProcessTestInstance(Object testInstance, ExtensionContext context) {
            see("instance");
        }

        private static void see(String when) {
            SEEN.add(when + " " + System.getProperty(KEY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FieldTestCase.class,
                RegisteredTestCase.class,
                InheritingTestCase.class,
                FixedTestCase.class,
                SharedInstanceTestCase.class,
                RegisteredSharedInstanceTestCase.class,
            })
    void areThereBeforeAnotherExtensionBegins(Class<?> testCase) {
        TestRun run = TestRun.of(testCase).succeeds(1);

        int port = run.port("class");
        assertThat(SEEN).containsExactlyInAnyOrder("beforeAll " + port, "instance " + port);
    }

    @ExtendWith(ServerExtension.class)
    static class FieldTestCase {
        @FreePort(property = KEY)
        static int port;

        @Test
        void test() {
            note("class", port);
        }
    }

    @ExtendWith(ServerExtension.class)
    static class RegisteredTestCase {
        @RegisterExtension
        static final PortExtension PORT = PortExtension.free().withProperty(KEY);

        @Test
        void test() {
            note("class", PORT.port());
        }
    }

    abstract static class Parent {
        @FreePort(property = KEY)
        static int inherited;
    }

    @ExtendWith(ServerExtension.class)
    static class InheritingTestCase extends Parent {
        @Test
        void test() {
            note("class", inherited);
        }
    }

    @ExtendWith(ServerExtension.class)
    static class FixedTestCase {
        @FixedPort(value = 17_203, property = KEY)
        static int port;

        @Test
        void test() {
            note("class", port);
        }
    }

    @ExtendWith(ServerExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        @FreePort(property = KEY)
        static int port;

        private final int constructed = port;

        @Test
        void test() {
            assertThat(constructed).isEqualTo(port);
            note("class", port);
        }
    }

    @ExtendWith(ServerExtension.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class RegisteredSharedInstanceTestCase {
        @RegisterExtension
        static final PortExtension PORT = PortExtension.free().withProperty(KEY);

        @Test
        void test() {
            note("class", PORT.port());
        }
    }

    @Test
    void areThereInNestedClasses() {
        TestRun run = TestRun.of(OuterTestCase.class).succeeds(1);

        String outer = String.valueOf(run.port("outer"));
        String inner = String.valueOf(run.port("inner"));
        assertThat(SEEN)
                .containsExactly("beforeAll " + outer, "beforeAll " + inner, "instance " + inner, "instance " + inner);
    }

    @ExtendWith(ServerExtension.class)
    static class OuterTestCase {
        @FreePort(property = KEY)
        static int outer;

        @Nested
        class Inner extends Parent {
            @Test
            void test() {
                note("outer", outer);
                note("inner", inherited);
            }
        }
    }

    @Test
    void areReleasedIfALaterConditionDisablesTheClass() {
        DisabledTestCase.seen = 0;

        TestRun run = TestRun.of(DisabledTestCase.class).succeeds(0);

        assertThat(run.results().containerEvents().skipped().count()).isEqualTo(1);
        assertThat(DisabledTestCase.seen).isNotZero();
        assertThat(TestRun.reservation(DisabledTestCase.seen)).isEmpty();
    }

    static class DisabledTestCase {
        static int seen;

        @FreePort(property = KEY)
        static int port;

        @RegisterExtension
        static final ExecutionCondition LATER = context -> {
            seen = port;
            assertThat(TestRun.reservation(seen)).isPresent();
            return ConditionEvaluationResult.disabled("later");
        };

        @Test
        void test() {}
    }

    @Test
    void failTheClassOnlyIfItIsEnabled() {
        TestRun.of(DisabledInvalidTestCase.class).succeeds(0);
    }

    static class DisabledInvalidTestCase {
        @FreePort(" ")
        static int port;

        @RegisterExtension
        static final ExecutionCondition LATER = context -> ConditionEvaluationResult.disabled("later");

        @Test
        void test() {}
    }

    @Test
    void waitForBeforeAllWhereConditionsAreDeactivated() {
        TestRun run = TestRun.of(FieldTestCase.class, "junit.jupiter.conditions.deactivate", "*")
                .succeeds(1);

        assertThat(SEEN).containsExactly("beforeAll null", "instance " + run.port("class"));
    }

    @Test
    void areReservedOnceForAllOfARun() {
        TestRun.of(TwiceTestCase.class).succeeds(2);
    }

    static class TwiceTestCase {
        @FreePort
        static int port;

        @BeforeAll
        static void beforeAll() {
            note("class", port);
        }

        @Test
        void test() {
            assertThat(stillReserved()).containsOnly("class");
        }

        @Nested
        class Inner {
            @Test
            void test() {
                assertThat(stillReserved()).containsOnly("class");
            }
        }
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
                                            + " be on or off; it is set in junit-platform.properties or by the launcher",
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
