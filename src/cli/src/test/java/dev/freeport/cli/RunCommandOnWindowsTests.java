package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.cli.CommandLineRun.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@link RunCommandTests} on Windows, which has neither signals nor guard sockets. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "commands of Windows")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunCommandOnWindowsTests {
    @TempDir
    Path directory;

    private String[] run(String... arguments) {
        return CommandLineRun.withDirectory(directory.resolve("freeport"), "run", arguments);
    }

    @Test
    void passesThePortsToTheProgram() {
        Outcome outcome = CommandLineRun.of(
                run("-n", "2", "--env", "HTTP,ADMIN", "--", "cmd", "/c", "echo %HTTP% {HTTP} %ADMIN% {FOO}& exit 7"));

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.out()).matches("([0-9]+) \\1 (?!\\1 )([0-9]+) \\{FOO}\n");
        assertThat(outcome.err())
                .isEqualTo(
                        "freeport: Unknown name in {FOO}: the ports are named HTTP, ADMIN. The program gets it unchanged.\n");
    }

    @Test
    void numbersPortsWithoutNames() throws Exception {
        Outcome outcome =
                CommandLineRun.of(run("--json", "--contiguous", "-n", "2", "cmd", "/c", "echo %PORT1% %PORT2%"));

        int first = new ObjectMapper()
                .readTree(outcome.err())
                .get("ports")
                .get("PORT1")
                .intValue();
        assertThat(outcome.out()).isEqualTo(first + " " + (first + 1) + "\n");
    }

    @Test
    void reportsAMissingProgram() {
        assertThat(CommandLineRun.of(run("no-such-program")))
                .isEqualTo(new Outcome(127, "", "freeport: Program not found: no-such-program\n"));
    }

    @Test
    void holdsThePortUntilTheProgramEnds() {
        try (CommandLineRun run = CommandLineRun.start(run("cmd", "/c", "echo %PORT%& set /p line="))) {
            int port = Integer.parseInt(run.readLine().strip());

            assertThat(isReservedByOthers(port)).isTrue();
            run.end();
            assertThat(isReservedByOthers(port)).isFalse();
        }
    }

    private boolean isReservedByOthers(int port) {
        PortRequest request = PortRequest.fromSystemProperties()
                .withDirectory(directory.resolve("freeport"))
                .withCoolDown(Duration.ZERO)
                .withTimeout(Duration.ZERO);
        try {
            FreePorts.reserveFixed(port, request).close();
            return false;
        } catch (NoFreePortException refused) {
            return true;
        }
    }
}
