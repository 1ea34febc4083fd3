package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freeport.ForkedJvm;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other JVMs may have, with all guards and with each alone. */
class OtherJvmTests {
    private static final Set<GuardKind> ALL = EnumSet.allOf(GuardKind.class);
    private static final Set<GuardKind> NONE = EnumSet.noneOf(GuardKind.class);

    @TempDir
    Path directory;

    private final String onePort = TestPorts.range(1);
    private final String port = onePort.substring(0, onePort.indexOf('-'));

    @ParameterizedTest
    @EnumSource(GuardKind.class)
    void doNotGetAPortThatOneGuardAloneHolds(GuardKind guard) {
        assumeItIsHere(guard);
        try (ForkedJvm holder = RegistryProcess.start(directory, onePort, EnumSet.of(guard));
                ForkedJvm other = RegistryProcess.start(directory, onePort, EnumSet.of(guard))) {
            assertThat(holder.ask("reserve")).isEqualTo(port);
            assertThat(other.ask("reserve")).isEqualTo("none");
            assertThat(holder.ask("release")).isEqualTo("released");
            assertThat(other.ask("reserve")).isEqualTo(port);
        }
    }

    @Test
    void getThePortWithoutAnyGuardWhichShowsThatTheGuardsMatter() {
        try (ForkedJvm holder = RegistryProcess.start(directory, onePort, NONE);
                ForkedJvm other = RegistryProcess.start(directory, onePort, NONE)) {
            assertThat(holder.ask("reserve")).isEqualTo(port);
            assertThat(other.ask("reserve")).isEqualTo(port);
        }
    }

    @ParameterizedTest
    @EnumSource(GuardKind.class)
    void getThePortOfAJvmThatWasKilled(GuardKind guard) {
        assumeItIsHere(guard);
        try (ForkedJvm holder = RegistryProcess.start(directory, onePort, EnumSet.of(guard));
                ForkedJvm other = RegistryProcess.start(directory, onePort, EnumSet.of(guard))) {
            assertThat(holder.ask("reserve")).isEqualTo(port);
            assertThat(other.ask("reserve")).isEqualTo("none");

            holder.kill();

            assertThat(askUntilGranted(other)).isEqualTo(port);
        }
    }

    @Test
    void getThePortOfAJvmThatWasKilledWhileItHeldAllGuards() {
        try (ForkedJvm holder = RegistryProcess.start(directory, onePort, ALL);
                ForkedJvm other = RegistryProcess.start(directory, onePort, ALL)) {
            assertThat(holder.ask("reserve")).isEqualTo(port);

            holder.kill();

            assertThat(askUntilGranted(other)).isEqualTo(port);
        }
    }

    @Test
    @EnabledOnOs(value = OS.WINDOWS, disabledReason = "elsewhere an open file can be deleted")
    void cannotDeleteTheFilesOnWindows() throws Exception {
        try (ForkedJvm holder = RegistryProcess.start(directory, onePort, ALL)) {
            assertThat(holder.ask("reserve")).isEqualTo(port);

            for (String kind : List.of("locks-", "ledger-", "journal-")) {
                Path file = file(kind);
                assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(FileSystemException.class);
                assertThatThrownBy(() -> Files.move(file, directory.resolve("elsewhere")))
                        .isInstanceOf(FileSystemException.class);
            }
        }
    }

    private Path file(String kind) throws IOException {
        try (var files = Files.newDirectoryStream(directory, kind + "*")) {
            return files.iterator().next();
        }
    }

    @Nested
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "what a JVM has open cannot be deleted there")
    class WhenTheFilesAreDeleted {
        @Test
        void doNotGetThePortAndTheHolderLocksTheNewFile() throws Exception {
            String twoPorts = TestPorts.range(2);
            Set<GuardKind> files = EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER);
            try (ForkedJvm holder = RegistryProcess.start(directory, twoPorts, files)) {
                String first = holder.ask("reserve");
                deleteFiles();
                String second = askPastWarnings(holder, "reserve");
                assertThat(second).isNotEqualTo(first).isNotEqualTo("none");

                try (ForkedJvm startedLater = RegistryProcess.start(directory, twoPorts, files)) {
                    assertThat(startedLater.ask("reserve")).isEqualTo("none");
                    assertThat(holder.ask("release")).isEqualTo("released");
                    assertThat(startedLater.ask("reserve")).isEqualTo(second);
                }
            }
        }

        @Test
        void getThePortUntilTheHolderNoticesWhichShowsWhatTheKernelLockIsFor() throws Exception {
            Set<GuardKind> files = EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER);
            try (ForkedJvm holder = RegistryProcess.start(directory, onePort, files)) {
                assertThat(holder.ask("reserve")).isEqualTo(port);
                deleteFiles();

                try (ForkedJvm startedLater = RegistryProcess.start(directory, onePort, files)) {
                    assertThat(startedLater.ask("reserve")).as("the damage").isEqualTo(port);
                }
            }
        }

        @Test
        void doNotGetThePortThatAKernelLockHoldsToo() throws Exception {
            try (ForkedJvm holder = RegistryProcess.start(directory, onePort, ALL)) {
                assertThat(holder.ask("reserve")).isEqualTo(port);
                deleteFiles();

                try (ForkedJvm startedLater = RegistryProcess.start(directory, onePort, ALL)) {
                    assertThat(startedLater.ask("reserve")).isEqualTo("none");
                }
            }
        }

        private void deleteFiles() throws Exception {
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void assumeItIsHere(GuardKind guard) {
        assumeTrue(guard != GuardKind.KERNEL || !OS.MAC.isCurrentOs(), "macOS has one address of 127.0.0.0/8");
        assumeTrue(
                guard != GuardKind.KERNEL || !Boolean.getBoolean("wine"),
                "Wine binds a UDP socket of one address to all");
    }

    private static String askUntilGranted(ForkedJvm jvm) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        String answer = jvm.ask("reserve");
        while (answer.equals("none") && System.nanoTime() < deadline) {
            answer = jvm.ask("reserve");
        }
        return answer;
    }

    /** Reads over the lines that warnings take. */
    private static String askPastWarnings(ForkedJvm jvm, String command) {
        String line = jvm.ask(command);
        while (!line.matches("[0-9]+|none|<ended>")) {
            line = jvm.readLine();
        }
        return line;
    }
}
