package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freeport.ForkedJvm;
import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is held stays held in files that are created anew. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be deleted there")
class RenewalTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    @TempDir
    Path path;

    private final String threePorts = TestPorts.range(3);
    private final PortPool pool = TestPorts.pool(threePorts);
    private RegistryDirectory directory;

    @BeforeEach
    void open() throws Exception {
        directory = RegistryDirectory.prepare(path, "test", FileCalls.SYSTEM);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "LEDGER"})
    void ofOneFileAloneHoldsInItWhatIsHeld(GuardKind guard) throws Exception {
        PortRegistry registry = registry(EnumSet.of(guard));
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        Files.delete(guard == GuardKind.LOCK ? directory.lockFile() : directory.ledger());

        Reservation second = reserveAndWarn(registry, 1);

        assertThat(answersToAnotherJvm(EnumSet.of(guard)))
                .as("one of the three is left")
                .matches("[0-9]+ none");
        first.release();
        second.release();
        assertThat(answersToAnotherJvm(EnumSet.of(guard))).as("all are free").matches("[0-9]+ [0-9]+");
    }

    @Test
    void waitsForAPasserByWhoHasTheByteOfAHeldPort() throws Exception {
        AtomicInteger passersBy = new AtomicInteger();
        FileCalls files = new FileCalls() {
            @Override
            public @Nullable FileLock tryLock(FileChannel channel, long position, long size) throws IOException {
                return passersBy.getAndDecrement() > 0 ? null : FileCalls.super.tryLock(channel, position, size);
            }
        };
        SystemCalls calls = new SystemCalls(files, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(path, "test", calls),
                EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER),
                GuardSockets.SYSTEM);
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        Files.delete(directory.lockFile());
        // one for the attempt that notices it, the others while it locks again
        passersBy.set(4);

        Reservation second = reserveAndWarn(registry, 1);

        assertThat(answersToAnotherJvm(EnumSet.of(GuardKind.LOCK))).matches("[0-9]+ none");
        first.release();
        second.release();
    }

    @Test
    void afterTheLedgerWasCutOffHoldsInItWhatIsHeld() throws Exception {
        PortRegistry registry = registry(EnumSet.of(GuardKind.LEDGER));
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        try (RandomAccessFile ledger = new RandomAccessFile(directory.ledger().toFile(), "rw")) {
            ledger.setLength(100);
        }

        Reservation second = reserveAndWarn(registry, 1);

        assertThat(answersToAnotherJvm(EnumSet.of(GuardKind.LEDGER))).matches("[0-9]+ none");
        first.release();
        second.release();
        assertThat(answersToAnotherJvm(EnumSet.of(GuardKind.LEDGER))).matches("[0-9]+ [0-9]+");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "locks that belong to the process")
    void keepsTheLockOfAWordInALedgerThatIsStillThere(boolean ofLockFileAlone) throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class));
        new PoolSearch(registry, pool, OPTIONS).one().release();
        // as a class loader of its own does, of which the registry knows nothing
        try (RandomAccessFile other = new RandomAccessFile(directory.ledger().toFile(), "rw");
                FileLock lock = other.getChannel().lock(Ledger.lockOf(1), 1, false)) {
            assertThat(lock.isValid()).isTrue();
            assumeThat(kernelLocks()).as("/proc/locks lists the lock").isNotEmpty();
            if (ofLockFileAlone) {
                Files.delete(directory.lockFile());
            } else {
                other.setLength(100);
            }

            reserveAndWarn(registry, 0).release();

            assertThat(kernelLocks()).hasSize(1);
        }
    }

    /** Returns what the kernel lists of locks on the ledger. */
    private List<String> kernelLocks() throws Exception {
        String inode = ":" + Files.getAttribute(directory.ledger(), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains(inode) && line.contains("POSIX"))
                .toList();
    }

    @Test
    void writesWhatIsHeldIntoTheNewJournal() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class));
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        try (var files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }

        Reservation second = reserveAndWarn(registry, 1);

        assertThat(registry.holders(OPTIONS.protocols())).containsOnlyKeys(first.port(), second.port());
        String journal = Files.readString(
                directory.journal(SystemCalls.SYSTEM.processes().current()));
        assertThat(journal)
                .contains("\tRESERVED\ttcp\t" + first.port() + "\t", "\tRESERVED\ttcp\t" + second.port() + "\t");
        first.release();
        second.release();
    }

    @Test
    void isDoneByWhoeverIsRefusedForTheSakeOfAnOldFile() throws Exception {
        Set<GuardKind> ledger = EnumSet.of(GuardKind.LEDGER);
        String onePort = "" + pool.next(0);
        PortRegistry registry = registry(ledger);
        Reservation first = new PoolSearch(registry, TestPorts.pool(onePort), OPTIONS).one();
        try (ForkedJvm other = RegistryProcess.start(path, onePort, ledger)) {
            assertThat(other.ask("reserve")).isEqualTo("none");
            Files.delete(directory.ledger());
            reserveAndWarn(registry, 1).release();
            first.release();

            assertThat(other.ask("reserve")).contains("were created anew");
            assertThat(other.readLine()).isEqualTo(onePort);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "LEDGER"})
    void saysWhichPortAnotherJvmWasQuickerAtAndLeavesItToThatJvm(GuardKind kind) throws Exception {
        Set<GuardKind> guard = EnumSet.of(kind);
        String onePort = "" + pool.next(0);
        PortRegistry registry = registry(guard);
        Reservation first = new PoolSearch(registry, TestPorts.pool(onePort), OPTIONS).one();
        Files.delete(kind == GuardKind.LOCK ? directory.lockFile() : directory.ledger());
        try (ForkedJvm quicker = RegistryProcess.start(path, onePort, guard);
                WarningsCapture warnings = new WarningsCapture()) {
            assertThat(quicker.ask("reserve")).isEqualTo("" + first.port());

            new PoolSearch(registry, pool, OPTIONS).one().release();

            assertThat(warnings.texts())
                    .containsExactly(
                            "The files in " + path + " were deleted or replaced while tests ran. They were created"
                                    + " anew, and the ports this JVM holds (1) were locked again, but another JVM was quicker at "
                                    + first.port() + ".");
            first.release();
            assertThatExceptionOfType(PoolExhaustedException.class)
                    .isThrownBy(() -> new PoolSearch(registry, TestPorts.pool(onePort), OPTIONS).one());
        }
    }

    private PortRegistry registry(Set<GuardKind> guards) throws Exception {
        return new PortRegistry(RegistryFiles.open(path, "test", SystemCalls.SYSTEM), guards, GuardSockets.SYSTEM);
    }

    private Reservation reserveAndWarn(PortRegistry registry, int held) throws Exception {
        try (WarningsCapture warnings = new WarningsCapture()) {
            Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
            assertThat(warnings.texts())
                    .containsExactly(
                            "The files in " + path + " were deleted or replaced while tests ran. They were created"
                                    + " anew, and the ports this JVM holds (" + held + ") were locked again.");
            return reservation;
        }
    }

    private String answersToAnotherJvm(Set<GuardKind> guards) {
        try (ForkedJvm other = RegistryProcess.start(path, threePorts, guards)) {
            return other.ask("reserve") + " " + other.ask("reserve");
        }
    }
}
