package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.cli.CommandLineRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "guard sockets and file systems of Linux")
class DoctorCommandTests {
    @TempDir
    Path directory;

    @Test
    void findsTwoJvmsKeptApartByEachGuard() {
        Outcome outcome = CommandLineRun.of("doctor", "-Dfreeport.directory=" + directory);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines())
                .allMatch(line -> line.matches("\\[(ok  |    |warn)] .*"))
                .anyMatch(line ->
                        line.startsWith("[ok  ] JVMs of this user share " + directory + ", on a file system of type "))
                .anyMatch(line -> line.matches("\\[(ok  |warn)] The pool has [0-9]+ ports.*"))
                .anyMatch(line -> line.startsWith(
                        "[ok  ] The lock file keeps two JVMs apart: the second one could not reserve port "))
                .anyMatch(line -> line.startsWith(
                        "[ok  ] The ledger keeps two JVMs apart: the second one could not reserve port "))
                .anyMatch(line -> line.startsWith(
                        "[ok  ] The kernel lock keeps two JVMs apart: the second one could not reserve port "));
    }

    @Test
    void leavesNothingReserved() {
        CommandLineRun.of("doctor", "-Dfreeport.directory=" + directory);
        assertThat(CommandLineRun.of("reserved", "-Dfreeport.directory=" + directory))
                .isEqualTo(new Outcome(0, "No port is reserved.\n", ""));
    }

    @Test
    void findsADirectoryThatCannotBeUsed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Outcome outcome = CommandLineRun.of("doctor", "--json", "-Dfreeport.directory=" + file);
        assertThat(outcome.exitCode()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(json.get("healthy").booleanValue()).isFalse();
        Map<String, String> broken = new TreeMap<>();
        for (JsonNode finding : json.get("findings")) {
            if (finding.get("state").textValue().equals("broken")) {
                broken.put(finding.get("check").textValue(), finding.get("text").textValue());
            }
        }
        assertThat(broken)
                .isEqualTo(Map.of(
                        "directory",
                        "freeport.directory (" + file
                                + ") is not a directory. Name a directory, or a path that does not exist yet.",
                        "lock",
                        "Cannot check the lock file without a directory.",
                        "ledger",
                        "Cannot check the ledger without a directory."));
    }

    @Test
    void warnsOfASmallPool() throws Exception {
        Outcome outcome =
                CommandLineRun.of("doctor", "-Dfreeport.directory=" + directory, "-Dfreeport.ranges=20000-20009");
        assertThat(outcome.out())
                .contains("[warn] The pool has 10 ports: 20000-20009.\n[    ] To widen the pool: add ports to"
                        + " freeport.ranges\n[ok  ] The lock file");
        assertThat(outcome.exitCode()).isZero();
    }
}
