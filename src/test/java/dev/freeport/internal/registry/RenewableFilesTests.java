package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
class RenewableFilesTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

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
                    .containsExactly(
                            "Only kernel locks hold ports now, where the system has them, until the directory can be used again:"
                                    + " freeport.directory (" + path + ") is writable by other users (mode 777). Name a"
                                    + " directory that no other user may write.");
        }
    }

    /** What was reserved without files is held in them, too. */
    @Test
    void areOpenedAgainOnceTheyCanBeUsed() throws Exception {
        Path path = parent.resolve("x");
        PortRegistry registry = registryOfFiles(path);
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        deleteAll(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (WarningsCapture warnings = new WarningsCapture()) {
            Reservation second = new PoolSearch(registry, pool, OPTIONS).one();
            assertThat(path).isEmptyDirectory();
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));

            PortPool others = TestPorts.pool(TestPorts.range(1));
            await(() -> {
                new PoolSearch(registry, others, OPTIONS).one().release();
                return Files.exists(RegistryDirectory.at(path).ledger());
            });

            assertThat(warnings.texts())
                    .hasSize(3)
                    .last()
                    .isEqualTo("The files in " + path
                            + " can be used again, and the ports this JVM holds (2) were locked" + " again.");
            PortRegistry other = registryOfFiles(path);
            for (Reservation held : List.of(first, second)) {
                assertThatExceptionOfType(PortRefusedException.class)
                        .isThrownBy(() -> new FixedPortWait(other, held.port(), OPTIONS).await(Duration.ZERO));
            }
            List.of(first, second).forEach(Reservation::release);
            new FixedPortWait(other, first.port(), OPTIONS).await(Duration.ZERO).release();
        }
    }

    @Test
    void areAskedForOnceASecondAtMostAndWarnedOfOnce() throws Exception {
        Path path = parent.resolve("x");
        AtomicInteger tries = new AtomicInteger();
        FileCalls counting = new FileCalls() {
            @Override
            public boolean isWritable(Path any) {
                return tries.incrementAndGet() == 1;
            }
        };
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(
                        path, "test", new SystemCalls(counting, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM)),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
        deleteAll(path);
        try (WarningsCapture warnings = new WarningsCapture()) {
            long start = System.nanoTime();
            await(() -> {
                new PoolSearch(registry, pool, OPTIONS).one().release();
                return tries.get() >= 4;
            });

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
            assertThat(warnings.texts())
                    .filteredOn(text -> text.contains("until the directory can be used again"))
                    .hasSize(1);
        }
    }

    /** A directory that is deleted at the moment in which it is created is no reason to give up. */
    @Test
    void areOpenedThoughTheirDirectoryIsDeletedMeanwhile() throws Exception {
        AtomicInteger deletions = new AtomicInteger();
        FileCalls racing = new FileCalls() {
            @Override
            public void createDirectory(Path any) throws IOException {
                if (deletions.incrementAndGet() > 8) {
                    FileCalls.super.createDirectory(any);
                } else if (deletions.get() % 2 == 0) {
                    throw new NoSuchFileException(any.toString());
                }
            }
        };

        RegistryFiles files = RegistryFiles.open(
                parent.resolve("y/z"),
                "test",
                new SystemCalls(racing, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM));

        assertThat(files.areCurrent()).isTrue();
        assertThat(deletions).hasValue(9);
    }

    /** Another thread may open the files anew as soon as a release no longer uses them. */
    @Test
    void holdNothingThatIsReleasedWhileTheyAreRenewed() throws Exception {
        Path path = parent.resolve("x");
        AfterUse files = new AfterUse(RegistryFiles.open(path, "test", SystemCalls.SYSTEM));
        PortRegistry registry = PortRegistry.awaiting(files, EnumSet.allOf(GuardKind.class), GuardSockets.SYSTEM);
        Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
        PortPool others = TestPorts.pool(TestPorts.range(1));
        try (WarningsCapture warnings = new WarningsCapture()) {
            files.then = () -> {
                deleteAll(path);
                new PoolSearch(registry, others, OPTIONS).one().release();
                return true;
            };
            reservation.release();

            assertThat(warnings.texts())
                    .containsExactly("The files in " + path
                            + " were deleted or replaced while tests ran. They were created anew, and the ports this JVM"
                            + " holds (0) were locked again.");
        }
        new FixedPortWait(registry(path), reservation.port(), OPTIONS)
                .await(Duration.ZERO)
                .release();
    }

    /** A log may wait for its reader: standard error of a forked JVM is a pipe. */
    @Test
    void keepNoReleaseWaitingForALog() throws Exception {
        Path path = parent.resolve("x");
        PortRegistry registry = registry(path);
        Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
        PortPool others = TestPorts.pool(TestPorts.range(1));
        AtomicBoolean released = new AtomicBoolean();
        Logger logger = Logger.getLogger("dev.freeport");
        Filter slowLog = warning -> {
            Thread other = new Thread(reservation::release);
            other.start();
            try {
                other.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            released.set(!other.isAlive());
            return false;
        };
        deleteAll(path);
        logger.setFilter(slowLog);
        try {
            new PoolSearch(registry, others, OPTIONS).one().release();
        } finally {
            logger.setFilter(null);
        }

        assertThat(released).as("released while the warning is logged").isTrue();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - start).as("nanoseconds").isLessThan(TimeUnit.SECONDS.toNanos(30));
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

    private static PortRegistry registryOfFiles(Path path) throws UnusableDirectoryException {
        return new PortRegistry(
                RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER),
                GuardSockets.SYSTEM);
    }

    private static void deleteAll(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** Files after whose use something is done once, before the user goes on. */
    private static final class AfterUse extends RenewableFiles {
        private @Nullable Callable<Boolean> then;

        AfterUse(RegistryFiles files) {
            super(files, EnumSet.allOf(GuardKind.class));
        }

        @Override
        Lock use() {
            Lock use = super.use();
            return (Lock) Proxy.newProxyInstance(
                    Lock.class.getClassLoader(), new Class<?>[] {Lock.class}, (proxy, method, arguments) -> {
                        Object answer = method.invoke(use, arguments);
                        Callable<Boolean> next = then;
                        if (method.getName().equals("unlock") && next != null) {
                            then = null;
                            next.call();
                        }
                        return answer;
                    });
        }
    }
}
