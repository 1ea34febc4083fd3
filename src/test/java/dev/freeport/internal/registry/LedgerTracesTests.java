package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether ledgers show that a port was reserved once. */
class LedgerTracesTests {
    private static final int PORT = 20000;
    private static final int SLOT = PortFileLock.slot(Protocol.TCP, PORT);
    private static final ProcessIdentity DEAD = new ProcessIdentity(
            ProcessIdentity.current().pid(), ProcessIdentity.current().startTicks() + 1);

    @TempDir
    Path path;

    private RegistryDirectory directory;

    @BeforeEach
    void open() {
        directory = RegistryDirectory.at(path);
    }

    @Test
    void mayExistWhereNoLedgerIs() {
        assertThat(mayExist(PORT)).isTrue();
    }

    @Test
    void areLeftByReservationsAndReleasesOfOnePort() throws Exception {
        Ledger ledger = Ledger.open(directory.ledger(), SystemCalls.SYSTEM);
        assertThat(mayExist(PORT)).isFalse();

        ledger.reserve(SLOT, false, Duration.ZERO);
        assertThat(mayExist(PORT)).isTrue();
        ledger.release(SLOT, Duration.ZERO);
        assertThat(mayExist(PORT)).isTrue();
        assertThat(ledger.coolingMillis(SLOT)).isZero();
        assertThat(ledger.reserve(SLOT, false, Duration.ZERO)).isEqualTo(Ledger.Answer.GRANTED);

        assertThat(mayExist(PORT + 1)).isFalse();
        assertThat(LedgerTraces.mayExist(directory, null, Protocol.UDP, PORT, FileCalls.SYSTEM))
                .isFalse();
        ledger.retire();
    }

    @Test
    void areLeftByJvmsOfOtherPidNamespaces() throws Exception {
        Ledger.open(directory.ledger(), SystemCalls.SYSTEM).retire();
        Path other = path.resolve(directory.ledgersOfThisNetwork() + "pid4711");
        Ledger.open(other, SystemCalls.SYSTEM).retire();
        assertThat(mayExist(PORT)).isFalse();

        write(other, LedgerWord.reservedBy(DEAD));

        assertThat(mayExist(PORT)).isTrue();
    }

    @Test
    void areAskedOfTheRegistryThatHasTheLedgerOpen() throws Exception {
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(path, "test", SystemCalls.SYSTEM),
                EnumSet.of(GuardKind.LEDGER),
                GuardSockets.SYSTEM);
        assertThat(LedgerTraces.mayExist(directory, registry, Protocol.TCP, PORT, FileCalls.SYSTEM))
                .isFalse();
        write(directory.ledger(), LedgerWord.cooling(Duration.ZERO));
        assertThat(LedgerTraces.mayExist(directory, registry, Protocol.TCP, PORT, FileCalls.SYSTEM))
                .isTrue();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "locks that belong to the process")
    void areReadWithoutDroppingTheLockOfAWordInThisJvm() throws Exception {
        Ledger.open(directory.ledger(), SystemCalls.SYSTEM).retire();
        // as a class loader of its own does, of which the traces know nothing
        RandomAccessFile other = new RandomAccessFile(directory.ledger().toFile(), "rw");
        try (FileLock lock = other.getChannel().lock(Ledger.lockOf(SLOT), 1, false)) {
            assertThat(lock.isValid()).isTrue();
            assumeThat(kernelLocks()).as("/proc/locks lists the lock").isNotEmpty();

            assertThat(mayExist(PORT)).isFalse();
            assertThat(mayExist(PORT + 1)).isFalse();

            assertThat(kernelLocks()).hasSize(1);
        }
        other.close();
    }

    @Test
    void areReadOfTheLedgerThatOthersOpenNow() throws Exception {
        Ledger.open(directory.ledger(), SystemCalls.SYSTEM).retire();
        assertThat(mayExist(PORT)).isFalse();

        Files.delete(directory.ledger());
        Ledger.open(directory.ledger(), SystemCalls.SYSTEM).retire();
        write(directory.ledger(), LedgerWord.cooling(Duration.ZERO));

        assertThat(mayExist(PORT)).isTrue();
        Files.delete(directory.ledger());
        assertThat(mayExist(PORT)).isTrue();
    }

    /** Returns what the kernel lists of locks on the ledger. */
    private List<String> kernelLocks() throws Exception {
        String inode = ":" + Files.getAttribute(directory.ledger(), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains(inode) && line.contains("POSIX"))
                .toList();
    }

    @Test
    void mayExistInALedgerThatIsCutOff() throws Exception {
        Files.write(directory.ledger(), new byte[8 * SLOT + 7]);

        assertThat(mayExist(PORT)).isTrue();
        assertThat(mayExist(PORT - 1)).isFalse();
    }

    private boolean mayExist(int port) {
        return LedgerTraces.mayExist(directory, null, Protocol.TCP, port, FileCalls.SYSTEM);
    }

    private static void write(Path ledger, LedgerWord word) throws Exception {
        byte[] bytes = new byte[Long.BYTES];
        word.into(bytes);
        try (RandomAccessFile file = new RandomAccessFile(ledger.toFile(), "rw")) {
            file.seek(Ledger.position(SLOT));
            file.write(bytes);
        }
    }
}
