package dev.freeport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingTests {
    @AfterEach
    void clear() {
        System.clearProperty("freeport.cool-down");
    }

    @Test
    void isItsDefaultIfItIsNotSet() {
        assertThat(Setting.COOL_DOWN.read(key -> Optional.empty())).hasSeconds(2);
        assertThat(Setting.SKIP_NAMED.find(key -> Optional.empty())).isEmpty();
    }

    @Test
    void isRefusedWithKeyValueRuleAndOrigin() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Setting.COOL_DOWN.read(source("2h", "it is set in a file")))
                .withMessage("freeport.cool-down (2h) is not valid: it must be a number with a unit (ms, s, m), such as"
                        + " 50ms or 2s; it is set in a file")
                .satisfies(refused -> {
                    assertThat(refused.key()).isEqualTo("freeport.cool-down");
                    assertThat(refused.value()).isEqualTo("2h");
                    assertThat(refused.rule())
                            .isEqualTo("it must be a number with a unit (ms, s, m), such as 50ms or 2s");
                    assertThat(refused.origin()).isEqualTo("it is set in a file");
                });
    }

    @Test
    void saysThatASystemPropertySetsItThoughItIsReadFromElsewhere() {
        System.setProperty("freeport.cool-down", "61m");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Setting.COOL_DOWN.read(source("61m", "it is set in a file")))
                .withMessage("freeport.cool-down (61m) is not valid: it must be from 0ms to 60m; it is set as a system"
                        + " property");
    }

    @Test
    void isRefusedByTheNameOfThePlaceInWhichItIsWritten() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Setting.TIMEOUT.parse("attribute timeout", "1441m"))
                .withMessage("attribute timeout (1441m) is not valid: it must be from 0ms to 1440m");
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Setting.TIMEOUT.require("timeout", Duration.ofMillis(-1)))
                .withMessage("timeout (PT-0.001S) is not valid: it must be from 0ms to 1440m");
    }

    private static SettingSource source(String value, String origin) {
        return new SettingSource() {
            @Override
            public Optional<String> apply(String key) {
                return Optional.of(value);
            }

            @Override
            public String origin() {
                return origin;
            }
        };
    }
}
