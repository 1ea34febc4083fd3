package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessDetails;
import dev.freeport.internal.socket.Snapshot;
import dev.freeport.internal.socket.SocketRow;
import dev.freeport.internal.socket.SocketTable;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.owner.SocketState;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who holds a kernel lock, as a table of sockets shows it. */
class KernelLockHolderTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    private final List<SocketInfo> rows = new ArrayList<>();

    @Test
    void isFoundByPortAndProtocol() throws IOException {
        locks(Protocol.TCP, 20001, OptionalLong.empty(), Optional.empty());
        locks(Protocol.UDP, 20000, OptionalLong.of(2001), Optional.of(4711L));
        rows.add(row(new InetSocketAddress("127.0.0.1", KernelLockAddress.PORT), OptionalLong.empty(), List.of()));

        assertThat(KernelLockHolder.of(table(), Set.of(Protocol.UDP), 20000))
                .contains(new KernelLockHolder(Protocol.UDP, 20000, OptionalLong.of(2001), OptionalLong.of(4711)));
        assertThat(KernelLockHolder.of(table(), Set.of(Protocol.TCP), 20001))
                .contains(new KernelLockHolder(Protocol.TCP, 20001, OptionalLong.empty(), OptionalLong.empty()));
        assertThat(KernelLockHolder.of(table(), Set.of(Protocol.TCP), 20000)).isEmpty();
        assertThat(KernelLockHolder.of(table(), Set.of(Protocol.UDP), 20001)).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "users of Linux")
    void isNamedByItsUserAndItsProcess() {
        assertThat(holder(OptionalLong.of(0), OptionalLong.of(SELF)).label())
                .isEqualTo("Freeport of user root (uid 0), this JVM (pid " + SELF + ")");
        assertThat(holder(OptionalLong.of(4_000_000_000L), OptionalLong.of(4711))
                        .label())
                .isEqualTo("Freeport of user (uid 4000000000), pid 4711");
        assertThat(holder(OptionalLong.empty(), OptionalLong.empty()).label())
                .isEqualTo("Freeport of another user, pid not visible");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sockets as Linux shows them")
    void isThisJvmForItsOwnReservations() throws Exception {
        PortRegistry registry = new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), GuardSockets.SYSTEM);
        PortPool six = TestPorts.pool(TestPorts.range(6));
        List<Reservation> held = new ArrayList<>();
        RefusalCounts locked = new RefusalCounts();
        try {
            for (int i = 0; i < 6; i++) {
                held.add(new PoolSearch(registry, six, OPTIONS).one());
                locked.add(held.get(i).port(), Refusal.LOCKED);
            }
            assumeThat(registry.hasKernelLocks()).isTrue();
            int port = held.get(0).port();

            assertThat(KernelLockHolder.of(SocketTable.SYSTEM, Set.of(Protocol.TCP), port))
                    .map(KernelLockHolder::pid)
                    .contains(OptionalLong.of(SELF));
            assertThat(KernelLockHolder.foreign())
                    .extracting(KernelLockHolder::port)
                    .doesNotContain(port);
            assertThat(KernelLockHolder.all())
                    .extracting(KernelLockHolder::port)
                    .isSorted();
            Exception exhausted = new PoolExhaustedException(six, locked, registry.holders(Set.of(Protocol.UDP)), "");
            assertThat(String.valueOf(exhausted.getMessage())
                            .lines()
                            .filter(line -> line.contains(" by Freeport of user ")))
                    .as("five are named")
                    .hasSize(5)
                    .allMatch(line -> line.endsWith("this JVM (pid " + SELF + ")"));
        } finally {
            held.forEach(Reservation::release);
        }
    }

    @Test
    void isNotAskedForWhereAPoolIsTooSmall() {
        PortPool pool = TestPorts.pool("20000-20009");

        assertThat(new PoolExhaustedException(pool, "20 are wanted").isPoolTooSmall())
                .isTrue();
        assertThat(new PoolExhaustedException(pool, new RefusalCounts(), new TreeMap<>(), "").isPoolTooSmall())
                .isFalse();
    }

    private static KernelLockHolder holder(OptionalLong uid, OptionalLong pid) {
        return new KernelLockHolder(Protocol.TCP, 20000, uid, pid);
    }

    private void locks(Protocol protocol, int port, OptionalLong uid, Optional<Long> pid) throws IOException {
        List<OwnerProcess> owners = pid.<List<OwnerProcess>>map(
                        known -> List.of(new ProcessDetails(known, "java", "ci", Optional.empty())))
                .orElse(List.of());
        rows.add(row(KernelLockAddress.of(protocol, port), uid, owners));
    }

    private static SocketInfo row(InetSocketAddress local, OptionalLong uid, List<OwnerProcess> owners) {
        return new SocketRow(Protocol.UDP, local, new InetSocketAddress(0), SocketState.BOUND, true, uid, owners);
    }

    private SocketTable table() {
        return new SocketTable() {
            @Override
            public Snapshot read(Protocol protocol, int port) {
                assertThat(protocol).isEqualTo(Protocol.UDP);
                assertThat(port).isEqualTo(KernelLockAddress.PORT);
                return new Snapshot(rows, List.of());
            }

            @Override
            public Snapshot readBound(int port) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Snapshot readServers() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
