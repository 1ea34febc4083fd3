package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM whose requests name one page after the other. */
class ManyTimelinesTests {
    @Test
    void areLimitedAndOneWarningSaysSo(@TempDir Path directory) throws IOException {
        String output;
        try (ForkedJvm jvm = ForkedJvm.start(Recorder.class, directory)) {
            assertThat(jvm.awaitEnd(Duration.ofSeconds(60))).isZero();
            output = jvm.output();
        }

        assertThat(output.lines().filter(line -> line.contains(" timelines already")))
                .containsExactly("WARNING: The timeline " + directory.resolve("20.html")
                        + " cannot be written: this JVM writes 20 timelines already."
                        + " Set freeport.timeline to the same file.");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".html"))).hasSize(Timeline.MAX_PAGES);
        }
    }

    static final class Recorder {
        private Recorder() {}

        public static void main(String[] arguments) {
            HostStack stack = HostStack.current();
            PortPool pool = PortPool.of(stack, PortChoice.DEFAULT, true);
            for (int i = 0; i < Timeline.MAX_PAGES + 5; i++) {
                Timeline.record(Path.of(arguments[0], i + ".html"), stack, pool);
            }
        }
    }
}
