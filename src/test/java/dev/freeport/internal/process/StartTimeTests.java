package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "/proc of Linux")
class StartTimeTests {
    /** Both the start and the uptime are cut to ticks of 10 ms. */
    private static final Duration TICKS = Duration.ofMillis(30);

    @TempDir
    Path proc;

    @Test
    void isNotBeforeTheStart() throws Exception {
        Instant before = Instant.now();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            Instant after = Instant.now();

            assertThat(StartTime.of(child.toHandle()))
                    .get()
                    .satisfies(start -> assertThat(start).isBetween(before.minus(TICKS), after.plus(TICKS)));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void isTheOneOfTheJdkIfTheUptimeFitsItNot() throws IOException {
        Instant now = Instant.now();
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self/stat"), "7 (java) S 1" + " 0".repeat(17) + " 1000 0");

        Files.writeString(proc.resolve("uptime"), "10.50 3.00\n");
        assertThat(StartTime.restOfBootSecond(proc, now.minusMillis(1000)))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(999));
        Files.writeString(proc.resolve("uptime"), "99.00 3.00\n");
        assertThat(StartTime.restOfBootSecond(proc, now)).isZero();
        Files.writeString(proc.resolve("uptime"), "1.00 3.00\n");
        assertThat(StartTime.restOfBootSecond(proc, now)).isZero();
        Files.writeString(proc.resolve("uptime"), "soon");
        assertThat(StartTime.restOfBootSecond(proc, now)).isZero();
        Files.delete(proc.resolve("uptime"));
        assertThat(StartTime.restOfBootSecond(proc, now)).isZero();
    }
}
