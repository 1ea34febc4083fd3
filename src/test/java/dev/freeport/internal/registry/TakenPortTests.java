package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.FreePorts;
import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A fixed port whose owner may release it between the refusal and the diagnosis. */
@EnabledOnOs(
        value = {OS.LINUX, OS.WINDOWS},
        disabledReason = "owners as Linux and Windows show them")
class TakenPortTests {
    @TempDir
    Path directory;

    private final int port = TestPorts.pool(TestPorts.range(1)).next(0);
    private final AtomicInteger refused = new AtomicInteger();
    private final PortObserver observer = new ClosingObserver();
    private boolean closes;
    private boolean comesBack;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(port);
        PortObservers.add(observer);
    }

    @AfterEach
    void close() throws IOException {
        PortObservers.remove(observer);
        server.close();
    }

    @Test
    void isReservedIfItsOwnerReleasesItBeforeItIsKnown() {
        closes = true;
        try (PortReservation reservation = FreePorts.reserveFixed(port, request())) {
            assertThat(reservation.port()).isEqualTo(port);
        }
        assertThat(refused).hasValue(1);
    }

    /** Otherwise the refusal would say that the port is free, which helps no reader. */
    @Test
    void isReservedIfATestReleasesItBeforeThatTestIsNamed() throws Exception {
        server.close();
        Registries.open(
                directory,
                "test",
                new SystemCalls(new PassingHolder(), SocketCalls.SYSTEM, SystemCalls.SYSTEM.processes()));

        try (PortReservation reservation =
                FreePorts.reserveFixed(port, request().withTimeout(Duration.ZERO))) {
            assertThat(reservation.port()).isEqualTo(port);
        }
    }

    @Test
    void isRefusedIfItsOwnerKeepsIt() {
        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserveFixed(port, request()).close())
                .withMessageStartingWith(
                        "Port " + port + " for a test is taken by a process that has not reserved it: this JVM"
                                + " itself listens on it." + System.lineSeparator());
        assertThat(refused).hasValue(1);
    }

    /** An owner that comes and goes is met again and again, but not for ever. */
    @Test
    void isRefusedInTheEndIfItsOwnerComesAndGoes() throws Exception {
        closes = true;
        comesBack = true;
        Registries.open(
                directory,
                "test",
                new SystemCalls(new OpeningCalls(), SocketCalls.SYSTEM, SystemCalls.SYSTEM.processes()));

        assertThatExceptionOfType(NoFreePortException.class)
                .isThrownBy(() -> FreePorts.reserveFixed(port, request()).close())
                .satisfies(why -> assertThat(why.diagnoses()).noneMatch(PortDiagnosis::isTaken));
        assertThat(refused).hasValue(3);
    }

    private PortRequest request() {
        return PortRequest.from(key -> Optional.empty()).withPurpose("a test").withDirectory(directory);
    }

    /** Lets the server be there again when the port is tried. */
    private final class OpeningCalls implements FileCalls {
        @Override
        public @Nullable FileLock tryLock(FileChannel channel, long position, long size) throws IOException {
            if (comesBack && position == port && server.isClosed()) {
                server = new ServerSocket(port);
            }
            return FileCalls.SYSTEM.tryLock(channel, position, size);
        }
    }

    /** Makes the port seem reserved once, by a process that is in no journal. */
    private final class PassingHolder implements FileCalls {
        private boolean gone;

        @Override
        public @Nullable FileLock tryLock(FileChannel channel, long position, long size) throws IOException {
            return position == port && !gone ? null : FileCalls.SYSTEM.tryLock(channel, position, size);
        }

        @Override
        public void read(RandomAccessFile file, long position, byte[] word) throws IOException {
            if (position == Ledger.position(port) && !gone) {
                gone = true;
                LedgerWord.reservedBy(ProcessIdentity.current()).into(word);
            } else {
                FileCalls.SYSTEM.read(file, position, word);
            }
        }
    }

    /** Closes the server when the wait for it has ended, before anything is said of it. */
    private final class ClosingObserver implements PortObserver {
        @Override
        public void waited(WaitRecord wait, @Nullable Reservation granted) {
            if (granted == null) {
                refused.incrementAndGet();
            }
            if (closes) {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void waiting(WaitRecord wait) {
            assertThat(wait.port()).isEqualTo(port);
        }

        @Override
        public void reserved(Reservation reservation) {
            assertThat(reservation.port()).isEqualTo(port);
        }

        @Override
        public void released(Reservation reservation) {
            assertThat(reservation.port()).isEqualTo(port);
        }

        @Override
        public void bindFailed(Reservation reservation, String why, String explanation) {
            throw new AssertionError(why);
        }

        @Override
        public void leaked(Reservation reservation, String who, String explanation) {
            throw new AssertionError(who);
        }
    }
}
