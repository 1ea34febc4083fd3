package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.ForkedJvm;
import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Regression tests of what silently takes file locks away from a process. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "locks that belong to the process")
class LockFileTrapTests {
    @TempDir
    Path directory;

    private final String onePort = TestPorts.range(1);
    private final String port = onePort.substring(0, onePort.indexOf('-'));

    @Test
    void closingAnotherDescriptorOfTheLockFileDropsTheLockAndShowsWhyThereIsALedger() throws Exception {
        EnumSet<GuardKind> lockOnly = EnumSet.of(GuardKind.LOCK);
        Reservation reservation = reserve(lockOnly);
        assertThat(answerToAnotherJvm(lockOnly)).isEqualTo("none");

        closeAnotherDescriptor();

        assertThat(answerToAnotherJvm(lockOnly)).as("the damage").isEqualTo(port);
        reservation.release();
    }

    @Test
    void closingAnotherDescriptorOfTheLockFileGivesThePortToNobody() throws Exception {
        EnumSet<GuardKind> lockAndLedger = EnumSet.of(GuardKind.LOCK, GuardKind.LEDGER);
        Reservation reservation = reserve(lockAndLedger);

        closeAnotherDescriptor();

        assertThat(answerToAnotherJvm(lockAndLedger)).isEqualTo("none");
        reservation.release();
        assertThat(answerToAnotherJvm(lockAndLedger)).isEqualTo(port);
    }

    @Test
    void anInterruptedThreadReservesAndReleasesAndKeepsTheLocksOfOthers() throws Exception {
        EnumSet<GuardKind> lockOnly = EnumSet.of(GuardKind.LOCK);
        Thread.currentThread().interrupt();
        Reservation reservation;
        try {
            reservation = reserve(lockOnly);
            RegistryFiles.open(directory, "test", SystemCalls.SYSTEM);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(answerToAnotherJvm(lockOnly)).isEqualTo("none");

        Thread.currentThread().interrupt();
        try {
            reservation.release();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(answerToAnotherJvm(lockOnly)).isEqualTo(port);
    }

    @Test
    void aSecondCopyOfTheLibraryInThisJvmDoesNotGetThePortNorDropItsLock() throws Exception {
        EnumSet<GuardKind> lockOnly = EnumSet.of(GuardKind.LOCK);
        Reservation reservation = reserve(lockOnly);
        LockFile second =
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM).locks();

        assertThat(second.tryLock(Integer.parseInt(port))).isNull();

        second = null;
        System.gc();
        assertThat(answerToAnotherJvm(lockOnly)).isEqualTo("none");
        reservation.release();
    }

    private Reservation reserve(Set<GuardKind> guards) throws Exception {
        PortRegistry registry = new PortRegistry(
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM), guards, GuardSockets.SYSTEM);
        return new PoolSearch(registry, TestPorts.pool(onePort), new ReservationOptions("a test", Duration.ZERO)).one();
    }

    private String answerToAnotherJvm(Set<GuardKind> guards) {
        try (ForkedJvm other = RegistryProcess.start(directory, onePort, guards)) {
            return other.ask("reserve");
        }
    }

    private void closeAnotherDescriptor() throws Exception {
        Path lockFile =
                RegistryDirectory.prepare(directory, "test", FileCalls.SYSTEM).lockFile();
        try (FileInputStream another = new FileInputStream(lockFile.toFile())) {
            assertThat(another.read()).isEqualTo(-1);
        }
    }
}
