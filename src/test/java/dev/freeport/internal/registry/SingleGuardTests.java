package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one guard keeps two registries from that know nothing of each other. */
class SingleGuardTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);
    private static final Set<Protocol> UDP = Set.of(Protocol.UDP);

    @TempDir
    Path directory;

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));

    @ParameterizedTest
    @EnumSource
    void refusesWhatTheOtherHas(GuardKind guard) throws Exception {
        assumeFalse(
                OS.WINDOWS.isCurrentOs() && guard == GuardKind.KERNEL,
                "two UDP sockets can have one address under Wine: there is no kernel lock");
        PortRegistry one = registry(guard, FileCalls.SYSTEM);
        PortRegistry other = registry(guard, FileCalls.SYSTEM);
        Reservation reservation = new PoolSearch(one, pool, OPTIONS).one();

        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(other, pool, OPTIONS).one())
                .withMessageContaining("; reserved by tests: 1, bound by other sockets: 0, released a moment ago: 0")
                .satisfies(exhausted -> assertThat(exhausted.reserved()).isEqualTo(1));
        new PoolSearch(other, pool, OPTIONS.withProtocols(UDP)).one().release();

        reservation.release();
        new PoolSearch(other, pool, OPTIONS).one().release();
    }

    @Test
    void waitsForWhoeverChangesTheLedgerJustNow() throws Exception {
        AtomicInteger busy = new AtomicInteger(50);
        PortRegistry registry = registry(GuardKind.LEDGER, new FileCalls() {
            @Override
            public @Nullable FileLock tryLock(FileChannel channel, long position, long size) throws IOException {
                return busy.getAndDecrement() > 0 ? null : FileCalls.super.tryLock(channel, position, size);
            }
        });

        new PoolSearch(registry, pool, OPTIONS).one().release();
    }

    @Test
    void saysWhetherItIsAKernelLockThatWorks() throws Exception {
        assertThat(registry(GuardKind.KERNEL, FileCalls.SYSTEM).hasKernelLocks())
                .isTrue();
        assertThat(registry(GuardKind.LOCK, FileCalls.SYSTEM).hasKernelLocks()).isFalse();
    }

    private PortRegistry registry(GuardKind guard, FileCalls calls) throws UnusableDirectoryException {
        SystemCalls system = new SystemCalls(calls, SocketCalls.SYSTEM, SystemCalls.ProcessCalls.SYSTEM);
        return new PortRegistry(RegistryFiles.open(directory, "test", system), EnumSet.of(guard), GuardSockets.SYSTEM);
    }
}
