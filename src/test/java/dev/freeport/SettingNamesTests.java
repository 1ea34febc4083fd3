package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTests {
    private static final String ALL = "freeport.cool-down, freeport.diagnosis-deadline, freeport.directory,"
            + " freeport.excluded-ranges, freeport.explain, freeport.guard-socket, freeport.leaks, freeport.ranges,"
            + " freeport.report-entries, freeport.safe-on, freeport.skip-named, freeport.timeline, freeport.timeout";

    @ParameterizedTest
    @CsvSource({
        "freeport.cooldown, freeport.cool-down",
        "freeport.range, freeport.ranges",
        "freeport.Guard, freeport.guard-socket",
        "freeport.leek, freeport.leaks",
        "freeport.exclude, freeport.excluded-ranges",
        "freeport.safeOn, freeport.safe-on"
    })
    void areReportedWithTheNearestKnownOne(String key, String nearest) {
        assertThat(warnings(key, "java.version", "freeport", "free.port"))
                .containsExactly("Setting " + key + " is not known, and without effect. Did you mean " + nearest + "?");
    }

    @Test
    void areReportedWithAllKnownOnesIfNoneIsNear() {
        assertThat(warnings("freeport.browser"))
                .containsExactly("Setting freeport.browser is not known, and without effect. Known are " + ALL + ".");
    }

    @Test
    void areReportedOnce() {
        assertThat(warnings("freeport.gard", "freeport.gard")).hasSize(1);
        assertThat(warnings("freeport.gard")).isEmpty();
    }

    @Test
    void areNotThoseThatARequestReads() throws IllegalAccessException {
        List<String> keys = new ArrayList<>(List.of(ALL.split(", ")));
        for (Field field : PortRequest.class.getFields()) {
            if (field.getType() == String.class) {
                keys.add(String.valueOf(field.get(null)));
            }
        }

        assertThat(keys).hasSizeGreaterThanOrEqualTo(20);
        assertThat(warnings(keys.toArray(String[]::new))).isEmpty();
    }

    @Test
    void amongTheSystemPropertiesAreReportedAtTheFirstReservation(@TempDir Path directory) {
        List<String> options = List.of("-Dfreeport.directory=" + directory, "-Dfreeport.cooldown=1s");
        try (ForkedJvm jvm =
                ReservingJvm.start(List.of(), options, Requests.range(1).toString())) {
            assertThat(jvm.ask("reserve"))
                    .isEqualTo("WARNING: Setting freeport.cooldown is not known, and without effect."
                            + " Did you mean freeport.cool-down?");
            assertThat(jvm.readLine()).matches("[0-9]+");
        }
    }

    private static List<String> warnings(String... keys) {
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRequest.warnOfUnknownKeys(List.of(keys));
            return warnings.texts();
        }
    }
}
