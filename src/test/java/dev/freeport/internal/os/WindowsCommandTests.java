package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.WINDOWS, disabledReason = "commands of Windows")
class WindowsCommandTests {
    @Test
    void printSomething() throws IOException {
        assertThat(cmd("echo five& echo six>&2")).isEqualTo("five\r\nsix\r\n");
    }

    @Test
    void fail() {
        assertThatIOException()
                .isThrownBy(() -> cmd("echo wrong& exit 3"))
                .withMessage("cmd /c echo wrong& exit 3 ended with exit code 3, saying 'wrong'");
    }

    @Test
    void hang() {
        assertThatIOException()
                .isThrownBy(() -> ExternalCommand.run(List.of("cmd", "/c", "for /l %i in (1,0,2) do @rem"), 500))
                .withMessageEndingWith(" did not end within 500 ms");
        assertThat(ProcessHandle.current().children().flatMap(child -> child.info().command().stream()))
                .noneMatch(command -> command.endsWith("\\cmd.exe"));
    }

    @Test
    void areNotThere() {
        assertThatIOException()
                .isThrownBy(() -> ExternalCommand.SYSTEM.run(List.of("freeport-no-such-command", "-x")))
                .withMessage("freeport-no-such-command -x cannot be started");
    }

    private static String cmd(String script) throws IOException {
        return ExternalCommand.SYSTEM.run(List.of("cmd", "/c", script));
    }
}
