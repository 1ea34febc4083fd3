package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import dev.freeport.stack.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
class RenewableFilesTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", true, Duration.ZERO);

    @TempDir
    Path parent;

    private final PortPool pool = TestPorts.pool(TestPorts.range(2));

    @Test
    void areGoneWhereTheyCannotBeMadeAnew() throws Exception {
        Path path = parent.resolve("x");
        PortRegistry registry = registry(path);
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        deleteAll(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (WarningsCapture warnings = new WarningsCapture()) {
            Reservation second = new PoolSearch(registry, pool, OPTIONS).one();

            assertThat(registry.holders(Set.of(Protocol.TCP))).containsOnlyKeys(first.port(), second.port());
            List.of(first, second).forEach(Reservation::release);
            registry.rest();
            new PoolSearch(registry, pool, OPTIONS).one().release();
            assertThat(warnings.texts())
                    .containsExactly("Guard sockets alone hold ports until the directory can be used again:"
                            + " freeport.directory (" + path + ") is writable by other users (mode 777). Name a"
                            + " directory that no other user may write.");
        }
    }

    @Test
    void areClosedOnceTheyAreReplaced() throws Exception {
        RegistryFiles old = RegistryFiles.open(parent, "test", SystemCalls.SYSTEM);
        RenewableFiles files = new RenewableFiles(old, EnumSet.allOf(GuardKind.class));
        files.renew(List.of());
        assertThat(files.get()).as("still current").isSameAs(old);
        deleteAll(parent);

        try (WarningsCapture warnings = new WarningsCapture()) {
            files.renew(List.of());

            assertThat(warnings.texts())
                    .containsExactly("The files in " + parent
                            + " were deleted or replaced while tests ran. They were created anew, and the ports this JVM"
                            + " holds (0) were locked again.");
        }
        assertThat(files.get())
                .isNotSameAs(old)
                .satisfies(renewed -> assertThat(renewed.areCurrent()).isTrue());
        assertThat(old.locks().isCurrent()).isFalse();
        assertThat(old.ledger().reserve(20000, false, Duration.ZERO)).isEqualTo(Ledger.Answer.UNUSABLE);
    }

    @Test
    void areNotMadeWhereThereAreNone() {
        RenewableFiles none = new RenewableFiles(null, EnumSet.allOf(GuardKind.class));

        none.renew(List.of());

        assertThat(none.get()).isNull();
    }

    private static PortRegistry registry(Path path) throws UnusableDirectoryException {
        return new PortRegistry(
                RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
    }

    private static void deleteAll(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
