package dev.freeport.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.process.StartTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerAgeTests {
    private static final Instant JVM = StartTime.of(ProcessHandle.current()).orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "PT0.3S, 0.3 s",
        "PT2.29S, 2.2 s",
        "PT59.9S, 59.9 s",
        "PT1M, 1 min 0 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h 0 min",
        "PT23H59M, 23 h 59 min",
        "P1D, 1 d 0 h",
        "P40DT5H, 40 d 5 h"
    })
    void isToldFromTheStartOfThisJvm(Duration age, String words) {
        assertThat(described(JVM.minus(age)))
                .isEqualTo(
                        "pid 4711, user build, started " + second(JVM.minus(age)) + " (" + words + " before this JVM)");
        assertThat(described(JVM.plus(age)))
                .isEqualTo(
                        "pid 4711, user build, started " + second(JVM.plus(age)) + " (" + words + " after this JVM)");
    }

    @Test
    void isNotToldOfWhatBeganWithThisJvm() {
        assertThat(described(JVM)).isEqualTo("pid 4711, user build, started " + second(JVM));
    }

    private static String described(Instant started) {
        return OwnerText.describe(new ProcessDetails(4711, "java -jar shop.jar", "build", Optional.of(started)));
    }

    private static Instant second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
