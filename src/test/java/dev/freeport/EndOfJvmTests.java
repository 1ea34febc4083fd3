package dev.freeport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a JVM ends, its ports come back at once. */
class EndOfJvmTests {
    @TempDir
    Path directory;

    private final String onePort = "" + Requests.range(1).low();

    @ParameterizedTest
    @ValueSource(strings = {"exit", "halt"})
    void givesItsPortsBack(String end) {
        try (ForkedJvm holder = ReservingJvm.start(directory, onePort);
                ForkedJvm other = ReservingJvm.start(directory, onePort)) {
            assertThat(ReservingJvm.ask(holder, "reserve")).isEqualTo(onePort);
            assertThat(ReservingJvm.ask(other, "reserve")).startsWith("none: ");
            assertThat(holder.ask(end)).isEqualTo("<ended>");

            assertThat(askUntilGranted(other)).isEqualTo(onePort);
        }
    }

    @Test
    void bySigkillGivesItsPortsBack() {
        try (ForkedJvm holder = ReservingJvm.start(directory, onePort);
                ForkedJvm other = ReservingJvm.start(directory, onePort)) {
            assertThat(ReservingJvm.ask(holder, "reserve")).isEqualTo(onePort);
            holder.kill();

            assertThat(askUntilGranted(other)).isEqualTo(onePort);
        }
    }

    private static String askUntilGranted(ForkedJvm jvm) {
        long start = System.nanoTime();
        String answer = ReservingJvm.ask(jvm, "reserve");
        while (answer.startsWith("none: ") && System.nanoTime() - start < 20_000_000_000L) {
            answer = ReservingJvm.ask(jvm, "reserve");
        }
        return answer;
    }
}
