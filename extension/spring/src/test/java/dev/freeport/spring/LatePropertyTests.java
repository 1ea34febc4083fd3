package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FixedPort;
import dev.freeport.junit.FreePort;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Fields whose system property the application context would not see, and those whose it sees. */
class LatePropertyTests {
    private static final String KEY = "LatePropertyTests.port";
    private static final AtomicInteger STARTED = new AtomicInteger();

    @BeforeEach
    void forget() {
        STARTED.set(0);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {InstanceFieldTestCase.class, SharedInstanceFieldTestCase.class, FixedInstanceFieldTestCase.class
            })
    void areRefusedBeforeTheContextStarts(Class<?> testCase) {
        SpringRun run = SpringRun.of(testCase);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isExactlyInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage("No port for field 'port' of " + testCase.getName() + ": the system property " + KEY
                                + " would be set after SpringExtension has prepared the test instance. Make the field"
                                + " static."));
        assertThat(STARTED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(classes = {StaticFieldTestCase.class, SharedInstanceTestCase.class, BothFieldsTestCase.class})
    void areThereIfAStaticFieldSetsThem(Class<?> testCase) {
        SpringRun.of(testCase).succeeds(1);

        assertThat(STARTED).hasValue(1);
    }

    static class Started {
        Started() {
            STARTED.incrementAndGet();
        }
    }

    @SpringJUnitConfig(Started.class)
    static class InstanceFieldTestCase {
        @FreePort(property = KEY)
        int port;

        @Test
        void test() {}
    }

    @SpringJUnitConfig(Started.class)
    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceFieldTestCase {
        @FreePort(property = KEY)
        int port;

        @Test
        void test() {}
    }

    @SpringJUnitConfig(Started.class)
    static class FixedInstanceFieldTestCase {
        @FixedPort(value = 17001, property = KEY)
        int port;

        @Test
        void test() {}
    }

    @SpringJUnitConfig(Started.class)
    @DirtiesContext
    static class StaticFieldTestCase {
        @FreePort(property = KEY)
        static int port;

        @Test
        void test(@Value("${" + KEY + "}") int seen) {
            assertThat(seen).isEqualTo(port);
        }
    }

    @SpringJUnitConfig(Started.class)
    @DirtiesContext
    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        @FreePort(property = KEY)
        static int port;

        @Value("${" + KEY + "}")
        int seen;

        @Test
        void test() {
            assertThat(seen).isEqualTo(port);
        }
    }

    @SpringJUnitConfig(Started.class)
    @DirtiesContext
    static class BothFieldsTestCase {
        @FreePort(value = "both", property = KEY)
        static int port;

        @FreePort(value = "both", property = KEY)
        int same;

        @Value("${" + KEY + "}")
        int seen;

        @Test
        void test() {
            assertThat(seen).isEqualTo(port).isEqualTo(same);
        }
    }
}
