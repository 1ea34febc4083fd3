package dev.freeport.condition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes down which tests are skipped for want of what: a line a test, in a file for each JVM. The last module of the
 * build sums them up; see {@code skipped-tests} in the parent POM.
 */
final class SkippedTests {
    private static final String FOLDER = "tests.skipped";

    private SkippedTests() {}

    static void add(Prerequisite missing, int tests) {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            add(Path.of(folder), missing, tests);
        }
    }

    static void add(Path folder, Prerequisite missing, int tests) {
        String line = missing + "\t" + missing.source() + "\n";
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(Long.toString(ProcessHandle.current().pid())),
                    line.repeat(tests),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
