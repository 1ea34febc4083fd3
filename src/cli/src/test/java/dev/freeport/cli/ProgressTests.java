package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTests {
    private final CountDownLatch said = new CountDownLatch(2);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8) {
        @Override
        public void println(String line) {
            super.println(line);
            said.countDown();
        }
    };

    @Test
    void isReportedAgainAndAgainForSlowWork() throws Exception {
        boolean shown = Progress.of("digging", () -> said.await(20, TimeUnit.SECONDS), Duration.ofMillis(1), out);
        assertThat(shown).isTrue();
        assertThat(text.toString(StandardCharsets.UTF_8))
                .startsWith("freeport: still digging (0 s)\n".replace("\n", System.lineSeparator()));
    }

    @Test
    void isNotReportedForFastWork() throws Exception {
        assertThat(Progress.of("digging", () -> 42, Duration.ofHours(1), out)).isEqualTo(42);
        assertThat(text.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void passesFailuresOn() {
        assertThatThrownBy(() -> Progress.of(
                        "digging",
                        () -> {
                            throw new IOException("rock");
                        },
                        Duration.ofHours(1),
                        out))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("rock");
    }
}
