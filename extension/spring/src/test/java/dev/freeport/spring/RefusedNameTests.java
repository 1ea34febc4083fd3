package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Application contexts that ask for a port by a name that is none. Spring Boot ignores what a source of properties throws. */
class RefusedNameTests {
    @ParameterizedTest
    @ValueSource(classes = {SettingTestCase.class, SettingByBootTestCase.class})
    void refusesTheKeyOfASetting(Class<?> testCase) {
        refuses(
                testCase,
                "No port for ${freeport.timeout}: it is a setting of Freeport and names no port. Use another"
                        + " name, such as ${freeport.timeout-port}.");
    }

    @ParameterizedTest
    @ValueSource(classes = {NumberTestCase.class, NumberByBootTestCase.class})
    void refusesANumber(Class<?> testCase) {
        refuses(
                testCase,
                "No port for ${freeport.8080}: '8080' would be a name; for the port 8080 write the number alone.");
    }

    private static void refuses(Class<?> testCase, String message) {
        assertThat(SpringRun.of(testCase).failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(ExtensionConfigurationException.class)
                        .hasMessage(message));
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.timeout}")
    static class SettingTestCase {
        @Test
        void starts() {}

        @Test
        void startsAgain() {}
    }

    @SpringBootTest(classes = Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.timeout}")
    static class SettingByBootTestCase {
        @Test
        void starts() {}

        @Test
        void startsAgain() {}
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.8080}")
    static class NumberTestCase {
        @Test
        void starts() {}

        @Test
        void startsAgain() {}
    }

    @SpringBootTest(classes = Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.8080}")
    static class NumberByBootTestCase {
        @Test
        void starts() {}

        @Test
        void startsAgain() {}
    }
}
