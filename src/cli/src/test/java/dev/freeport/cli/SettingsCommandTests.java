package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTests {
    @TempDir
    Path directory;

    @Test
    void acceptsTheSettingsThatTheKitKnows() {
        assertThat(CommandLineRun.inJvmWith(
                                "-Dfreeport.nothing-like-any-other=1",
                                CommandLineRun.withDirectory(directory, "reserved"))
                        .err())
                .endsWith(" Known are " + String.join(", ", new TreeSet<>(SettingsCommand.KEYS)) + ".\n");
    }
}
