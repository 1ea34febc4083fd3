package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed write is reported on the standard error, and by the exit code. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is of Linux")
class OutputTests {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "list",
                "list --json",
                "ranges",
                "reserved --json",
                "who --udp 9",
                "run --help"
            })
    void ofEachCommandIsReportedIfTheDiskIsFull(String arguments) throws Exception {
        Process process = start("exec \"$@\" >/dev/full", arguments.split(" "));

        assertThat(errors(process)).isEqualTo("freeport: Cannot write to standard output: No space left on device\n");
        assertThat(process.exitValue()).isEqualTo(3);
    }

    @Test
    void thatIsClosedIsReported() throws Exception {
        Process process = start("exec \"$@\" >&-", "ranges");

        assertThat(errors(process)).isEqualTo("freeport: Cannot write to standard output: Bad file descriptor\n");
        assertThat(process.exitValue()).isEqualTo(3);
    }

    /** As of {@code freeport list | head -1}. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "ranges --all --json"})
    void mayGoToAReaderThatClosesThePipe(String arguments) throws Exception {
        Process process = start("exec \"$@\"", arguments.split(" "));
        process.getInputStream().close();

        assertThat(errors(process)).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    /** Without the line, nothing else tells the ports; and the standard error is closed to any message. */
    @Test
    void ofRunIsNeededBeforeTheProgramStarts() throws Exception {
        Path trace = directory.resolve("trace");
        Process process = start(
                "exec \"$@\" 2>/dev/full",
                "run",
                "-Dfreeport.directory=" + directory.resolve("freeport"),
                "--json",
                "touch",
                trace.toString());

        assertThat(errors(process)).isEmpty();
        assertThat(process.exitValue()).isEqualTo(125);
        assertThat(trace).doesNotExist();
    }

    private Process start(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(CommandLineRun.command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private String errors(Process process) throws Exception {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8)
                    .replaceAll("(?m)^freeport: still .* \\(\\d+ s\\)\n", "");
        } finally {
            process.destroyForcibly();
        }
    }
}
