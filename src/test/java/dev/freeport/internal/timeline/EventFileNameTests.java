package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFileNameTests {
    private static final EventFileName NAME = new EventFileName(
            "pid4026531836", new ProcessIdentity(812, 5512), new ProcessIdentity(1164, 5540), 1795258);

    @Test
    void isReadAsItIsWritten() {
        assertThat(NAME).hasToString("build-pid4026531836-812-5512-jvm-1164-5540-1795258.jsonl");
        assertThat(EventFileName.parse(Path.of("ports.html.events", NAME.toString())))
                .contains(NAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lock",
                "page-12.tmp",
                "build-pid1-1-1-jvm-1-1-1.jsonl~",
                "build-pid1-99999999999999999999-1-jvm-1-1-1.jsonl",
                "build-..-1-1-jvm-1-1-1.jsonl"
            })
    void ofAnythingElseIsNone(String other) {
        assertThat(EventFileName.parse(Path.of(other))).isEmpty();
    }

    @Test
    void tellsBuildsApart() {
        ProcessIdentity sibling = new ProcessIdentity(1165, 5541);
        assertThat(NAME.isOfSameBuild(new EventFileName(NAME.pids(), NAME.build(), sibling, 7)))
                .isTrue();
        assertThat(NAME.isOfSameBuild(new EventFileName("pid9", NAME.build(), NAME.jvm(), 7)))
                .isFalse();
        assertThat(NAME.isOfSameBuild(new EventFileName(NAME.pids(), new ProcessIdentity(812, 9), NAME.jvm(), 7)))
                .as("a reused pid")
                .isFalse();
    }
}
