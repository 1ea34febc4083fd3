package dev.freeport.junit;

import static dev.freeport.junit.TestRun.note;
import static dev.freeport.junit.TestRun.stillReserved;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports of classes, which extensions that begin with the class find in system properties. */
class EarlyReservationTests {
    static final String KEY = "dev.freeport.junit.EarlyReservationTests";

    static final List<String> SEEN = new ArrayList<>();

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

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void areNotReservedIfTheClassIsDisabled(String detection) {
        TestRun.of(DisabledByItselfTestCase.class, "junit.jupiter.extensions.autodetection.enabled", detection)
                .succeeds(0);

        assertThat(DisabledByItselfTestCase.port).isZero();
    }

    static class DisablingExtension implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return ConditionEvaluationResult.disabled("by itself");
        }
    }

    @ExtendWith(FreePortExtension.class)
    @ExtendWith(DisablingExtension.class)
    static class DisabledByItselfTestCase {
        @FreePort
        static int port;

        @Test
        void test() {}
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
}
