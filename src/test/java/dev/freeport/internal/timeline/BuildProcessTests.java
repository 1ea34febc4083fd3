package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who started the tests. */
class BuildProcessTests {
    @ParameterizedTest
    @ValueSource(ints = {1, 20_000})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "a shell, and what /proc tells of it")
    void isKnownByItsMainClassHoweverLongItsCommandLine(int length) throws IOException {
        String wait = "read line";
        Process shell = new ProcessBuilder("sh", "-c", wait, "sh", "com.acme.Main", "x".repeat(length)).start();
        try {
            Stream.generate(() -> shell.toHandle().info().commandLine().orElse(""))
                    .takeWhile(line -> shell.isAlive() && !line.contains(wait))
                    .forEach(notYet -> Thread.onSpinWait());

            assertThat(BuildProcess.runs(shell.toHandle(), "com.acme.Main")).isTrue();
            assertThat(BuildProcess.runs(shell.toHandle(), "com.acme.Mai")).isFalse();
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void isTheRunThatStartedItAsLongAsItRuns() {
        ProcessIdentity self = ProcessIdentity.current();

        assertThat(BuildProcess.running(self.pid() + "-" + self.startTicks())).contains(self);
        assertThat(BuildProcess.running(self.pid() + "-" + (self.startTicks() + 1)))
                .isEmpty();
        assertThat(BuildProcess.running("")).isEmpty();
        assertThat(BuildProcess.running(null)).isEmpty();
        assertThat(BuildProcess.running("99999999999999999999-1")).isEmpty();
    }
}
