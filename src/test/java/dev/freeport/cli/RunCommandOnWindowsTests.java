package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freeport.CommandLineRun;
import dev.freeport.CommandLineRun.Outcome;
import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@link RunCommandTests} show of programs of Unix, as far as Windows has it: no signals, and no guards. */
@EnabledOnOs(value = OS.WINDOWS, disabledReason = "commands of Windows")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunCommandOnWindowsTests {
    @TempDir
    Path directory;

    private String[] run(String... arguments) {
        return CommandLineRun.meetingIn(directory.resolve("meeting"), "run", arguments);
    }

    @Test
    void tellsAProgramItsPorts() {
        Outcome outcome = CommandLineRun.of(
                run("-n", "2", "--env", "HTTP,ADMIN", "--", "cmd", "/c", "echo %HTTP% {HTTP} %ADMIN% {FOO}& exit 7"));

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.out()).matches("([0-9]+) \\1 (?!\\1 )([0-9]+) \\{FOO}\n");
        assertThat(outcome.err()).isEqualTo("freeport: {FOO} names none of HTTP, ADMIN; it is passed on as it is\n");
    }

    @Test
    void namesPortsByNumberUnlessTold() throws Exception {
        Outcome outcome = CommandLineRun.of(run("--json", "--block", "-n", "2", "cmd", "/c", "echo %PORT1% %PORT2%"));

        int first = new ObjectMapper()
                .readTree(outcome.err())
                .get("ports")
                .get("PORT1")
                .intValue();
        assertThat(outcome.out()).isEqualTo(first + " " + (first + 1) + "\n");
    }

    @Test
    void saysThatThereIsNoSuchProgram() {
        assertThat(CommandLineRun.of(run("no-such-program")))
                .isEqualTo(new Outcome(127, "", "freeport: no-such-program: there is no such program\n"));
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
                .withDirectory(directory.resolve("meeting"))
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
