package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.freeport.internal.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortPropertyTests {
    @ParameterizedTest
    @ValueSource(strings = {"http", "management", "wire-mock", "shop.http", "http2"})
    void hasAName(String name) {
        assertThat(PortProperty.name("freeport." + name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.port", "freeport", "freeports.http", "freeport.http:8080", "freeport.timeout:30s"})
    void isNotAnyOther(String property) {
        assertThat(PortProperty.name(property)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeport.", "freeport. "})
    void refusesAnEmptyName(String property) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortProperty.name(property))
                .withMessage("No port for ${" + property + "}: it names no port. Write a name behind the dot, such as"
                        + " ${freeport.http}.");
    }

    @Test
    void refusesANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortProperty.name("freeport.8080"))
                .withMessage("No port for ${freeport.8080}: '8080' would be a name; for the port 8080 write the number"
                        + " alone.");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void refusesTheKeyOfASetting(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortProperty.name(key))
                .withMessage("No port for ${" + key + "}: it is a setting of Freeport and names no port. Use another"
                        + " name, such as ${" + key + "-port}.");
    }

    static Iterable<String> settings() {
        return Setting.keys();
    }
}
