package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTests {
    private static final ProcessIdentity SELF = ProcessIdentity.current();

    @Test
    void knowsThisJvm() {
        assertThat(SELF.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(SELF.mayBeRunning()).isTrue();
    }

    @Test
    void tellsAnotherProcessWithTheSamePid() {
        assertThat(new ProcessIdentity(SELF.pid(), SELF.startTicks() + 1).mayBeRunning())
                .isFalse();
    }

    @Test
    void knowsThatAKilledProcessHasEnded() {
        ForkedJvm child = ForkedJvm.start(Waiting.class);
        child.readLine();
        ProcessIdentity identity = new ProcessIdentity(child.pid(), 0);
        assertThat(identity.mayBeRunning()).isTrue();

        child.kill();

        assertThat(identity.mayBeRunning()).isFalse();
    }

    /** The shell becomes a program that does not wait for its child, which outlives the shell: else the shell would wait. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "zombies")
    void knowsThatAZombieHasEnded() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1 & echo $!; exec sleep 600").start();
        try {
            String zombie = parent.inputReader().readLine();
            long start = System.nanoTime();
            while (ProcStat.read(Path.of("/proc"), zombie).state() != 'Z') {
                assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(TimeUnit.SECONDS.toNanos(30));
            }

            assertThat(ProcessIdentity.ofRunning(Long.parseLong(zombie)))
                    .hasValueSatisfying(
                            identity -> assertThat(identity.mayBeRunning()).isFalse());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc")
    void takesAProcessForRunningIfItCannotBeRead(@TempDir Path proc) throws IOException {
        Files.createDirectories(proc.resolve("self"));
        Files.createFile(proc.resolve("self/stat"));
        Files.createDirectories(proc.resolve("77"));
        Files.writeString(proc.resolve("77/stat"), "garbage");

        assertThat(new ProcessIdentity(77, 5).mayBeRunning(proc)).isTrue();
        assertThat(new ProcessIdentity(78, 5).mayBeRunning(proc)).isFalse();
    }

    static final class Waiting {
        public static void main(String[] arguments) throws IOException {
            System.out.println("up");
            System.in.read();
        }
    }
}
