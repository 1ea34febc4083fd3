package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a page comes into its place. */
class TimelinePageTests {
    @TempDir
    Path directory;

    private Path page;
    private Path scratch;

    @BeforeEach
    void choose() {
        page = directory.resolve("ports.html");
        scratch = directory.resolve("page-1.tmp");
    }

    @Test
    void replacesAnEarlierOneAndLeavesNothingBeside() throws IOException {
        Files.writeString(page, "earlier");
        TimelinePage.write(page, scratch, List.of());

        assertThat(page).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(Files.list(directory)).containsExactly(page);
    }

    @Test
    void leavesNothingWhereItCannotBe() throws IOException {
        Files.createDirectories(page.resolve("full"));

        assertThatThrownBy(() -> TimelinePage.write(page, scratch, List.of())).isInstanceOf(FileSystemException.class);
        assertThat(scratch).doesNotExist();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void isNotWrittenThroughALink() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Files.createSymbolicLink(scratch, precious);
        Files.createSymbolicLink(page, precious);
        TimelinePage.write(page, scratch, List.of());

        assertThat(precious).hasContent("precious");
        assertThat(page).isRegularFile();
        assertThat(Files.isSymbolicLink(page)).isFalse();
    }

    @Test
    void isMadeByAnInterruptedThreadToo() throws IOException {
        Thread.currentThread().interrupt();
        try {
            TimelinePage.write(page, scratch, List.of());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(page).content().endsWith("</html>\n");
    }

    @Test
    void showsTheOthersIfAFileCannotBeRead() throws IOException {
        Path gone = directory.resolve("gone.jsonl");
        Path there = Files.writeString(directory.resolve("there.jsonl"), "[\"end\",1]\n");
        TimelinePage.write(page, scratch, List.of(gone, there));

        assertThat(Files.readAllLines(page))
                .containsSequence(
                        "[\"file\",\"ended\"]", "[\"unreadable\"]", "", "[\"file\",\"ended\"]", "[\"end\",1]");
    }
}
