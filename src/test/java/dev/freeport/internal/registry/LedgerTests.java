package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.Ledger.Answer;
import dev.freeport.internal.registry.SystemCalls.ProcessCalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LedgerTests {
    private static final int PORT = 20000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ProcessIdentity SELF = ProcessIdentity.current();
    private static final ProcessIdentity PARENT = OtherProcess.any();
    private static final ProcessIdentity DEAD = new ProcessIdentity(SELF.pid(), SELF.startTicks() + 1);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("ledger");
    }

    @Test
    void grantsAPortOnce() throws Exception {
        Ledger ledger = open(SELF);

        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.GRANTED);
        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.RESERVED);
        assertThat(ledger.reserve(PORT + 1, false, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void refusesThePortOfALivingProcess() throws Exception {
        open(PARENT).reserve(PORT, false, MINUTE);

        assertThat(open(SELF).reserve(PORT, true, MINUTE)).isEqualTo(Answer.RESERVED);
    }

    @Test
    void letsThePortOfADeadProcessCoolDown() throws Exception {
        open(DEAD).reserve(PORT, false, MINUTE);
        Ledger ledger = open(SELF);

        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.COOLING);
        assertThat(ledger.coolingMillis(PORT)).isBetween(1L, MINUTE.toMillis());
        assertThat(ledger.reserve(PORT, true, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void freesAtOnceWithoutACoolDown() throws Exception {
        Ledger ledger = open(SELF);
        ledger.reserve(PORT, false, MINUTE);

        ledger.release(PORT, Duration.ZERO);

        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void ignoresACoolDownThatNobodyCanHaveMeant() throws Exception {
        byte[] garbage = new byte[1 << 20];
        Arrays.fill(garbage, (byte) 0x8F);
        Files.write(file, garbage);

        assertThat(open(SELF).reserve(PORT, false, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void noticesThatItWasCutOffAndGoesOn() throws Exception {
        Ledger ledger = open(SELF);
        open(PARENT).reserve(100, false, MINUTE);
        ledger.reserve(PORT, false, MINUTE);
        assertThat(ledger.isCurrent()).isTrue();
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(8192);
        }

        assertThat(ledger.isCurrent()).isFalse();
        assertThat(ledger.coolingMillis(PORT)).isZero();
        assertThat(ledger.reserve(100, false, MINUTE)).as("not lost").isEqualTo(Answer.RESERVED);
        assertThat(open(SELF).enter(PORT)).isEqualTo(Answer.GRANTED);
        assertThat(ledger.isCurrent()).as("it was opened anew").isTrue();
        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.RESERVED);
    }

    @Test
    void isNotEnteredWhereAnotherLivingProcessIs() throws Exception {
        open(PARENT).reserve(PORT, false, MINUTE);

        assertThat(open(SELF).enter(PORT)).isEqualTo(Answer.RESERVED);
        assertThat(open(PARENT).enter(PORT)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void isBusyWhileAnotherProcessChangesTheWord() throws Exception {
        Ledger ledger = open(SELF);
        try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw");
                FileLock changing = other.getChannel().lock(Ledger.lockOf(PORT), 1, false)) {
            assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.BUSY);
            assertThat(ledger.reserve(PORT + 1, false, MINUTE)).isEqualTo(Answer.GRANTED);
            assertThat(changing.isValid()).isTrue();
        }
        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "an open file cannot be replaced there")
    void isNoLongerCurrentOnceItIsReplaced() throws Exception {
        Ledger ledger = open(SELF);
        assertThat(ledger.isCurrent()).isTrue();

        Files.delete(file);
        assertThat(ledger.isCurrent()).isFalse();
        Files.createFile(file);
        assertThat(ledger.isCurrent()).isFalse();
    }

    @Test
    void isInNobodysWayWhereItCannotBeRead() throws Exception {
        Ledger ledger = Ledger.open(
                file,
                new SystemCalls(
                        new FileCalls() {
                            @Override
                            public void read(RandomAccessFile any, long position, byte[] word) throws IOException {
                                throw new IOException("Input/output error");
                            }
                        },
                        SocketCalls.SYSTEM,
                        ProcessCalls.SYSTEM));

        assertThat(ledger.reserve(PORT, false, MINUTE)).isEqualTo(Answer.UNUSABLE);
        assertThat(ledger.enter(PORT)).isEqualTo(Answer.UNUSABLE);
        assertThat(ledger.isOwn(PORT)).isFalse();
        assertThat(ledger.isReserved(PORT)).isFalse();
        assertThat(ledger.coolingMillis(PORT)).isZero();
        assertThat(open(SELF).reserve(PORT, false, MINUTE)).isEqualTo(Answer.GRANTED);
    }

    @Test
    void saysWhoseAPortIs() throws Exception {
        Ledger parents = open(PARENT);
        parents.reserve(PORT, false, MINUTE);
        Ledger ledger = open(SELF);

        assertThat(ledger.isReserved(PORT)).isTrue();
        assertThat(ledger.isOwn(PORT)).isFalse();
        assertThat(parents.isOwn(PORT)).isTrue();
        parents.release(PORT, MINUTE);
        assertThat(ledger.isReserved(PORT)).isFalse();
        assertThat(parents.isOwn(PORT)).isFalse();
    }

    private Ledger open(ProcessIdentity owner) throws IOException, UnusableDirectoryException {
        ProcessCalls as = new ProcessCalls() {
            @Override
            public ProcessIdentity current() {
                return owner;
            }
        };
        return Ledger.open(file, new SystemCalls(FileCalls.SYSTEM, SocketCalls.SYSTEM, as));
    }
}
