package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "commands of Unix")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExternalCommandTests {
    @Test
    void returnsWhatIsPrinted() throws IOException {
        assertThat(shell("echo 5; echo 6 >&2")).isEqualTo("5\n6\n");
    }

    @Test
    void losesNothingOfWhatIsPrintedRightBeforeTheEnd() throws IOException {
        for (int i = 0; i < 50; i++) {
            assertThat(shell("echo 5")).isEqualTo("5\n");
        }
    }

    @Test
    void makesACharacterOfEachByte() throws IOException {
        assertThat(shell("printf '\\377\\000\\202'")).isEqualTo("\u00ff\0\u0082");
    }

    @Test
    void leavesNothingToBeReadFromStandardInput() throws IOException {
        assertThat(shell("cat; echo end")).isEqualTo("end\n");
    }

    @Test
    void returnsALongOutput() throws IOException {
        assertThat(shell("head -c 1048576 /dev/zero")).hasSize(1 << 20);
    }

    @Test
    void readsOnWhenInterruptedAndKeepsTheInterrupt() throws IOException {
        Thread.currentThread().interrupt();

        String text = shell("sleep 0.1; echo 5");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(text).isEqualTo("5\n");
    }

    @Test
    void waitsForNoneButTheCommand() throws IOException {
        String pid = shell("sleep 60 & echo $!").strip();

        assertThat(ProcessHandle.of(Long.parseLong(pid))).hasValueSatisfying(ProcessHandle::destroyForcibly);
    }

    @Nested
    class Fails {
        @Test
        void ifThereIsNoSuchCommand() {
            assertThatIOException()
                    .isThrownBy(() -> ExternalCommand.SYSTEM.run(List.of("freeport-no-such-command", "-x")))
                    .withMessage("freeport-no-such-command -x cannot be started");
        }

        @Test
        void ifTheCommandFails() {
            assertThatIOException()
                    .isThrownBy(() -> shell("echo wrong; exit 3"))
                    .withMessage("sh -c echo wrong; exit 3 ended with exit code 3, saying 'wrong'");
        }

        @Test
        void ifTheCommandPrintsTooMuch() {
            assertThatIOException()
                    .isThrownBy(() -> shell("while head -c 65536 /dev/zero; do :; done"))
                    .withMessage("sh -c while head -c 65536 /dev/zero; do :; done printed more than 1048576 bytes");
            assertThatIOException()
                    .isThrownBy(() -> shell("head -c 1048577 /dev/zero"))
                    .withMessage("sh -c head -c 1048577 /dev/zero printed more than 1048576 bytes");
        }

        @Test
        void ifTheCommandHangsAndLeavesNothingOfItBehind(@TempDir Path directory) throws Exception {
            Path pids = directory.resolve("pids");
            String script = "sleep 60 & echo $! > " + pids + "; echo $$ >> " + pids + "; wait";

            assertThatIOException()
                    .isThrownBy(() -> ExternalCommand.run(List.of("sh", "-c", script), 2_000))
                    .withMessage("sh -c " + script + " did not end within 2000 ms");

            assertThat(Files.readAllLines(pids)).hasSize(2);
            for (String pid : Files.readAllLines(pids)) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ExternalCommandTests::requireEnd);
            }
        }

        @Test
        void ifTheCommandItselfSleeps() {
            assertThatIOException()
                    .isThrownBy(() -> ExternalCommand.run(List.of("sleep", "60"), 50))
                    .withMessage("sleep 60 did not end within 50 ms");
            assertThat(ProcessHandle.current().children().flatMap(child -> child.info().command().stream()))
                    .noneMatch(command -> command.endsWith("/sleep"));
        }
    }

    private static void requireEnd(ProcessHandle process) {
        assertThat(process.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private static String shell(String script) throws IOException {
        return ExternalCommand.SYSTEM.run(List.of("sh", "-c", script));
    }
}
