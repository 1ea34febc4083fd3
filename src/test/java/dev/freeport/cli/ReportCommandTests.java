package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.CommandLineRun;
import dev.freeport.CommandLineRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTests {
    @TempDir
    Path directory;

    @Test
    void makesThePageThatNoJvmCouldMake() throws Exception {
        Path page = directory.resolve("ports.html");
        // a command that reserves ports is a JVM of a build like any other
        assertThat(CommandLineRun.of(
                                "run",
                                "--env=HTTP",
                                "-Dfreeport.directory=" + Files.createDirectory(directory.resolve("meeting")),
                                "-Dfreeport.timeline=" + page,
                                "--",
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--version")
                        .exitCode())
                .isZero();
        Files.delete(page);

        assertThat(CommandLineRun.of("report", page.toString())).isEqualTo(new Outcome(0, "Made " + page + ".\n", ""));
        try (Stream<Path> left = Files.list(Path.of(page + ".events"))) {
            List<Path> events =
                    left.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(events).hasSize(1);
            assertThat(Files.readString(page)).contains(Files.readAllLines(events.get(0)));
        }
    }

    @Test
    void saysThatThereIsNothingToMakeItOf() {
        Path page = directory.resolve("ports.html");

        assertThat(CommandLineRun.of("report", page.toString()))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "freeport: There are no events of JVMs in " + page
                                + ".events; give the page that freeport.timeline named.\n"));
        assertThat(CommandLineRun.of("report", "--json", page.toString()))
                .isEqualTo(new Outcome(
                        1, "{\"page\":\"" + page.toString().replace("\\", "\\\\") + "\",\"made\":false}\n", ""));
        assertThat(page).doesNotExist();
    }

    @Test
    void saysWhyThePageCannotBeMade() throws Exception {
        Path page = directory.resolve("ports.html");
        Path lock = Files.createDirectories(directory.resolve("ports.html.events/lock"));
        Files.createFile(lock.resolveSibling("build-pid1-2-3-jvm-4-5-6.jsonl"));

        assertThat(CommandLineRun.of("report", page.toString()))
                .isEqualTo(new Outcome(
                        3,
                        "",
                        "freeport: PAGE (" + page + ") is not made: java.io.IOException: " + lock
                                + " is no regular file. This user must be able to read " + page
                                + ".events and to write both.\n"));
    }

    @Test
    void wantsAFile() {
        assertThat(CommandLineRun.of("report", directory.toString()))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "freeport: PAGE (" + directory
                                + ") must be the path of a file.\nTry 'freeport report --help'.\n"));
    }
}
