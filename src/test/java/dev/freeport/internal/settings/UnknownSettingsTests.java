package dev.freeport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownSettingsTests {
    private static final String ALL = String.join(", ", new TreeSet<>(Setting.keys()));

    @ParameterizedTest
    @CsvSource({
        "freeport.cooldown, freeport.cool-down",
        "freeport.range, freeport.ranges",
        "freeport.Guard-Socket, freeport.guard-socket",
        "freeport.leek, freeport.leaks",
        "freeport.safeOn, freeport.safe-on"
    })
    void areReportedWithTheNearestKnownOne(String key, String nearest) {
        assertThat(warnings(key, "java.version", "freeport", "free.port"))
                .containsExactly("Setting " + key + " is unknown and has no effect. Did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "freeport.avoid, freeport.excluded-ranges",
        "freeport.guard, freeport.guard-socket",
        "freeport.report, freeport.timeline",
        "freeport.wait, freeport.timeout"
    })
    void areReportedWithTheirNewNameIfTheyHadAnother(String key, String now) {
        assertThat(warnings(key))
                .containsExactly("Setting " + key + " is unknown and has no effect. It is called " + now + " now.");
    }

    @Test
    void areReportedWithAllKnownOnesIfNoneIsNear() {
        assertThat(ALL).startsWith("freeport.bind-log, freeport.build-ports, freeport.cool-down, ");
        assertThat(warnings("freeport.something-quite-different"))
                .containsExactly("Setting freeport.something-quite-different is unknown and has no effect. Known are "
                        + ALL + ".");
    }

    @Test
    void areReportedOnce() {
        assertThat(warnings("freeport.gard", "freeport.gard")).hasSize(1);
        assertThat(warnings("freeport.gard")).isEmpty();
    }

    private static List<String> warnings(String... keys) {
        try (WarningsCapture warnings = new WarningsCapture()) {
            UnknownSettings.warnOf(List.of(keys));
            return warnings.texts();
        }
    }
}
