package dev.freeport.internal.registry;

import static dev.freeport.condition.Prerequisite.ANOTHER_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import dev.freeport.condition.EnabledIfAvailable;
import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another user left in the directory while it was open to all, before its owner closed it. */
@EnabledIfAvailable(ANOTHER_USER)
class OtherUsersFilesTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);
    private static final int NOBODY = 65534;

    @TempDir
    Path parent;

    private Path path;
    private Path victim;
    private RegistryDirectory directory;

    @BeforeEach
    void openToAll() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        path = Files.createDirectory(parent.resolve("x"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        victim = Files.writeString(parent.resolve("victim"), "precious");
        directory = RegistryDirectory.at(path);
    }

    /** The other user makes the link old, so that the pruner has something to do. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "file"})
    void doesNotMakeThePrunerEmptyAnything(String kind) throws Exception {
        Path marker = path.resolve("pruned");
        leave(kind, marker);
        asNobody("touch", "-h", "-d", "2 hours ago", marker.toString());
        assertThat(Files.getLastModifiedTime(marker, LinkOption.NOFOLLOW_LINKS).toInstant())
                .isBefore(Instant.now().minus(Duration.ofHours(1)));
        close();

        assertThat(warningsOfAReservation()).isEmpty();

        assertThat(victim).hasContent("precious");
        assertThat(marker).isRegularFile().isEmptyFile();
        assertThat(Files.isSymbolicLink(marker)).isFalse();
        assertThat(ownerOf(marker)).isZero();
    }

    @Test
    void isNoJournalIfItIsALink() throws Exception {
        Path journal = directory.journal(ProcessIdentity.current());
        leave("link", journal);
        close();

        assertThat(warningsOfAReservation())
                .containsExactly(
                        "No journal: " + journal + " must be a regular file, not a link or a device. Delete it;"
                                + " Freeport creates it anew.; other JVMs will not know what this one holds.");

        assertThat(victim).hasContent("precious");
    }

    /** Its owner could go on writing it. */
    @Test
    void isNoJournalIfItIsAFile() throws Exception {
        Path journal = directory.journal(ProcessIdentity.current());
        leave("file", journal);
        close();

        assertThat(warningsOfAReservation())
                .containsExactly(
                        "No journal: " + journal + " belongs to uid 65534, but this process runs as uid 0."
                                + " Delete it, or set another freeport.directory.; other JVMs will not know what this one holds.");

        assertThat(journal).hasContent("of nobody\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "file"})
    void isNeitherLockFileNorLedger(String kind) throws Exception {
        for (Path file : List.of(directory.lockFile(), directory.ledger())) {
            leave(kind, file);
            close();

            assertThatExceptionOfType(UnusableDirectoryException.class)
                    .isThrownBy(() -> RegistryFiles.open(path, "test", SystemCalls.SYSTEM))
                    .withMessageStartingWith(file
                            + (kind.equals("link")
                                    ? " must be a regular file, not a link or a device. "
                                    : " belongs to uid 65534, but this process runs as uid 0. "));

            assertThat(victim).hasContent("precious");
            Files.delete(file);
            openAgain();
        }
    }

    private void leave(String kind, Path file) throws IOException {
        if (kind.equals("link")) {
            asNobody("ln", "-s", victim.toString(), file.toString());
        } else {
            asNobody("sh", "-c", "echo of nobody > " + file);
        }
        assertThat(ownerOf(file)).isEqualTo(NOBODY);
    }

    private List<String> warningsOfAReservation() throws Exception {
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRegistry registry = new PortRegistry(
                    RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                    EnumSet.allOf(GuardKind.class),
                    GuardSockets.SYSTEM);
            new PoolSearch(registry, TestPorts.pool(TestPorts.range(1)), OPTIONS)
                    .one()
                    .release();
            registry.rest();
            return warnings.texts();
        }
    }

    private void close() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private void openAgain() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static int ownerOf(Path file) throws IOException {
        return FileCalls.SYSTEM.unixAttribute(file, "uid");
    }

    private static void asNobody(String... command) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        all.addAll(List.of(command));
        try {
            assertThat(new ProcessBuilder(all).inheritIO().start().waitFor())
                    .as(String.join(" ", all))
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
