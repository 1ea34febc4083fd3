package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.ReservedPort;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certain ports that stand together, in which order they are taken. */
class FixedPortOrderTests {
    private static final int LOW = 9421;
    private static final int MIDDLE = 9422;
    private static final int HIGH = 9423;

    @ParameterizedTest
    @ValueSource(
            classes = {
                ParametersTestCase.class,
                LifecycleTestCase.class,
                ConstructorTestCase.class,
                FieldsTestCase.class,
                StaticFieldsTestCase.class
            })
    void isAscending(Class<?> testCase) {
        TestRun.of(testCase).succeeds(1);
    }

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @FixedPort(MIDDLE)
    @interface Middle {}

    static class ParametersTestCase {
        @Test
        void test(@FixedPort(HIGH) int high, @FreePort int any, @FixedPort(LOW) int low, @Middle int middle) {
            assertThat(List.of(low, middle, high)).containsExactly(LOW, MIDDLE, HIGH);
            assertTakenInOrder();
        }
    }

    static class LifecycleTestCase {
        @BeforeEach
        void before(@FixedPort(HIGH) int high, @FixedPort(LOW) int low, @Middle int middle) {
            assertTakenInOrder();
        }

        @Test
        void test() {}
    }

    static class ConstructorTestCase {
        ConstructorTestCase(@FixedPort(HIGH) int high, @FixedPort(LOW) int low, @Middle int middle) {
            assertThat(List.of(low, middle, high)).containsExactly(LOW, MIDDLE, HIGH);
            assertTakenInOrder();
        }

        @Test
        void test() {}
    }

    static class FieldsTestCase {
        @FixedPort(HIGH)
        int high;

        @FixedPort(LOW)
        int low;

        @FixedPort(MIDDLE)
        int middle;

        @Test
        void test() {
            assertTakenInOrder();
        }
    }

    static class StaticFieldsTestCase {
        @FixedPort(HIGH)
        static int high;

        @FixedPort(MIDDLE)
        static int middle;

        @FixedPort(LOW)
        static int low;

        @BeforeAll
        static void before() {
            assertTakenInOrder();
        }

        @Test
        void test() {}
    }

    private static void assertTakenInOrder() {
        assertThat(FreePorts.reserved().stream()
                        .filter(reserved -> reserved.port() >= LOW && reserved.port() <= HIGH)
                        .sorted(Comparator.comparing(ReservedPort::since))
                        .map(ReservedPort::port))
                .containsExactly(LOW, MIDDLE, HIGH);
    }
}
