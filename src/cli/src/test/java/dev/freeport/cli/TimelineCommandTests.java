package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.cli.CommandLineRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineCommandTests {
    @TempDir
    Path directory;

    @Test
    void writesTheTimelineThatNoJvmCouldWrite() throws Exception {
        Path page = directory.resolve("ports.html");
        // a command that reserves ports is a JVM of a build like any other
        assertThat(CommandLineRun.of(
                                "run",
                                "--env=HTTP",
                                "-Dfreeport.directory=" + Files.createDirectory(directory.resolve("freeport")),
                                "-Dfreeport.timeline=" + page,
                                "--",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--version")
                        .exitCode())
                .isZero();
        Files.delete(page);

        assertThat(CommandLineRun.of("timeline", page.toString()))
                .isEqualTo(new Outcome(0, "Wrote " + page + ".\n", ""));
        try (Stream<Path> left = Files.list(Path.of(page + ".events"))) {
            List<Path> events =
                    left.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(events).hasSize(1);
            assertThat(Files.readString(page)).contains(Files.readAllLines(events.get(0)));
        }
    }

    @Test
    void showsARunAndAllThatItStartsAsOneBuild() throws Exception {
        Path page = directory.resolve("ports.html");
        String common = "-Dfreeport.directory=" + Files.createDirectory(directory.resolve("freeport"));
        List<String> command =
                new ArrayList<>(List.of("run", "--env=HTTP", common, "-Dfreeport.timeline=" + page, "--"));
        command.addAll(CommandLineRun.command());
        command.addAll(List.of("run", "--env=ADMIN", common, "-Dfreeport.timeline=" + page, "--"));
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version"));

        assertThat(CommandLineRun.of(command.toArray(String[]::new)).exitCode()).isZero();

        assertThat(Files.readAllLines(page))
                .filteredOn(line -> line.startsWith("[\"jvm\","))
                .hasSize(2)
                .allMatch(line -> line.contains("\"freeport run, pid "));
        assertThat(Files.readAllLines(page))
                .filteredOn(line -> line.startsWith("[\"+\","))
                .hasSize(2);
    }

    @Test
    void reportsThatThereAreNoEvents() {
        Path page = directory.resolve("ports.html");

        assertThat(CommandLineRun.of("timeline", page.toString()))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "freeport: No JVM has written events to " + page
                                + ".events. Pass the path that freeport.timeline names.\n"));
        assertThat(CommandLineRun.of("timeline", "--json", page.toString()))
                .isEqualTo(new Outcome(
                        1, "{\"page\":\"" + page.toString().replace("\\", "\\\\") + "\",\"written\":false}\n", ""));
        assertThat(page).doesNotExist();
    }

    @Test
    void reportsWhyItCannotBeWritten() throws Exception {
        Path page = directory.resolve("ports.html");
        Path lock = Files.createDirectories(directory.resolve("ports.html.events/lock"));
        Files.createFile(lock.resolveSibling("build-pid1-2-3-jvm-4-5-6.jsonl"));

        assertThat(CommandLineRun.of("timeline", page.toString()))
                .isEqualTo(new Outcome(
                        3,
                        "",
                        "freeport: Cannot write PAGE (" + page + "): java.io.IOException: " + lock
                                + " is no regular file. Make sure that this user can read and write " + page
                                + ".events, and write " + page + ".\n"));
    }

    @Test
    void rejectsADirectory() {
        assertThat(CommandLineRun.of("timeline", directory.toString()))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "freeport: PAGE (" + directory
                                + ") must be the path of a file\nTry 'freeport timeline --help'.\n"));
    }
}
