package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be replaced there")
class LockFileTests {
    @TempDir
    Path directory;

    @Test
    void isNoLongerCurrentOnceItIsDeletedOrReplaced() throws Exception {
        Path file = directory.resolve("locks");
        LockFile locks = LockFile.open(file, FileCalls.SYSTEM);
        assertThat(locks.isCurrent()).isTrue();

        Files.delete(file);
        assertThat(locks.isCurrent()).isFalse();
        Files.createFile(file);
        assertThat(locks.isCurrent()).isFalse();
        assertThat(LockFile.open(file, FileCalls.SYSTEM).isCurrent()).isTrue();
    }

    @Test
    void isOpenOnceInAClassLoader() throws Exception {
        Path file = directory.resolve("locks");
        LockFile locks = LockFile.open(file, FileCalls.SYSTEM);

        assertThat(LockFile.open(file, FileCalls.SYSTEM)).isSameAs(locks);

        locks.retire();
        assertThat(LockFile.open(file, FileCalls.SYSTEM)).isNotSameAs(locks);
    }

    @Test
    void isMadeAnewAndLockedAgainIfItAloneWasDeleted() throws Exception {
        String twoPorts = TestPorts.range(2);
        Set<GuardKind> lockOnly = EnumSet.of(GuardKind.LOCK);
        try (ForkedJvm holder = RegistryProcess.start(directory, twoPorts, lockOnly)) {
            holder.ask("reserve");
            Files.delete(RegistryDirectory.prepare(directory, "test", FileCalls.SYSTEM)
                    .lockFile());
            String line = holder.ask("reserve");
            while (!line.matches("[0-9]+")) {
                assertThat(line).isNotIn("none", "<ended>");
                line = holder.readLine();
            }

            try (ForkedJvm startedLater = RegistryProcess.start(directory, twoPorts, lockOnly)) {
                assertThat(startedLater.ask("reserve")).isEqualTo("none");
            }
        }
    }
}
