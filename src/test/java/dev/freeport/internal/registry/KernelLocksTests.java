package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks that need no file; and what becomes of a reservation where the kernel does not lock. */
class KernelLocksTests {
    /** More than a wait of a millisecond or two. */
    private static final int ENOUGH_REFUSALS = 6;

    private static final ReservationOptions TCP = new ReservationOptions("a test", Duration.ZERO);
    private static final String WITHOUT_FILES =
            "Port %d is reserved within this JVM only: neither lock files nor a kernel lock hold it.";

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));
    private final int port = pool.next(0);

    static Stream<Set<Protocol>> protocols() {
        return Stream.of(Set.of(Protocol.TCP), Set.of(Protocol.UDP), Set.of(Protocol.TCP, Protocol.UDP));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    @DisabledOnOs(value = OS.MAC, disabledReason = "macOS has one address of 127.0.0.0/8")
    void keepRegistriesApartThatShareNothing(Set<Protocol> protocols) throws Exception {
        ReservationOptions options = TCP.withProtocols(protocols);
        Reservation reservation = new PoolSearch(registry(SocketCalls.SYSTEM), pool, options).one();

        assertThat(reservation.isLockedInKernel()).isTrue();
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry(SocketCalls.SYSTEM), pool, options).one())
                .withMessageContaining("; reserved by tests: 1, bound by other sockets: 0, released a moment ago: 0");
        for (Protocol other : EnumSet.complementOf(EnumSet.copyOf(protocols))) {
            new PoolSearch(registry(SocketCalls.SYSTEM), pool, TCP.withProtocols(Set.of(other)))
                    .one()
                    .release();
        }

        reservation.release();
        new PoolSearch(registry(SocketCalls.SYSTEM), pool, options).one().release();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the limit as Linux tells it")
    void areAsManyAsTheLimitOfOpenFilesAllows() {
        assertThat(SocketCalls.SYSTEM.descriptorLimit()).isBetween(16, Integer.MAX_VALUE - 1);
    }

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "macOS has one address of 127.0.0.0/8")
    void leaveNoSocketOpenWhereAnotherHasThem() throws Exception {
        List<DatagramChannel> opened = new ArrayList<>();
        Reservation other = new PoolSearch(registry(SocketCalls.SYSTEM), pool, TCP).one();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                DatagramChannel lock = SocketCalls.super.bindLock(address);
                opened.add(lock);
                return lock;
            }
        });

        assertThat(registry.attempt(port, TCP, true, false, new RefusalCounts()))
                .isNull();
        other.release();

        assertThat(opened)
                .as("one that shows that another address is free")
                .hasSize(1)
                .noneMatch(DatagramChannel::isOpen);
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void areInTheWayOfNoServer(Set<Protocol> protocols) throws Exception {
        Reservation reservation =
                new PoolSearch(registry(SocketCalls.SYSTEM), pool, TCP.withProtocols(protocols)).one();

        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(port)) {
            tcp.setReuseAddress(false);
            tcp.bind(new InetSocketAddress(port));
            assertThat(tcp.isBound() && udp.isBound()).isTrue();
        }
        reservation.release();
    }

    @Test
    void areUndoneIfThePortIsTaken() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(port)) {
            assertThat(taken.isBound()).isTrue();
            assertThatExceptionOfType(PoolExhaustedException.class)
                    .isThrownBy(() -> new PoolSearch(registry(SocketCalls.SYSTEM), pool, both()).one())
                    .satisfies(exhausted -> assertThat(exhausted.boundPorts()).containsExactly(port));
        }

        new PoolSearch(registry(SocketCalls.SYSTEM), pool, both()).one().release();
    }

    @Test
    void areOffWithOneWarningWhereAnotherSocketHasAllAddresses() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                asked.incrementAndGet();
                throw new BindException("Address already in use");
            }
        });
        try (WarningsCapture warnings = new WarningsCapture()) {
            Reservation first = registry.attempt(port, TCP, true, false, new RefusalCounts());
            Objects.requireNonNull(first, "the first attempt").release();
            assertThat(asked).as("the lock, and three others").hasValue(4);
            assertReservesUnlocked(registry);

            assertThat(warnings.texts())
                    .containsExactly(
                            "The kernel does not lock ports here, because UDP port 9847 of 127.0.0.0/8 cannot be"
                                    + " bound (Address already in use). Lock file and ledger alone hold them.",
                            WITHOUT_FILES.formatted(port));
        }
    }

    @Test
    void areOffWithOneWarningWhereTheKernelBindsAnAddressTwice() throws Exception {
        List<DatagramChannel> opened = new ArrayList<>();
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRegistry registry = registry(new SocketCalls() {
                @Override
                public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                    DatagramChannel any = DatagramChannel.open();
                    opened.add(any);
                    return any;
                }
            });
            new PoolSearch(registry, pool, both()).one().release();
            assertThat(opened).as("a lock and a test").hasSize(2).noneMatch(DatagramChannel::isOpen);
            assertReservesUnlocked(registry);
            assertThat(opened).as("never tried again").hasSize(2);

            assertThat(warnings.texts())
                    .containsExactly(
                            "The kernel does not lock ports here, because this kernel binds two sockets to one"
                                    + " address. Lock file and ledger alone hold them.",
                            WITHOUT_FILES.formatted(port));
        }
    }

    @Test
    void areTriedOnceMoreWhereAnotherJvmWasEnding() throws Exception {
        List<InetSocketAddress> asked = new ArrayList<>();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                asked.add(address);
                if (asked.size() == 1) {
                    throw new BindException("Address already in use");
                }
                return SocketCalls.super.bindLock(address);
            }
        });

        Reservation reservation = new PoolSearch(registry, pool, TCP).one();

        assertThat(reservation.isLockedInKernel()).isTrue();
        reservation.release();
    }

    /** As while a child process that was just started has a copy of the lock of a port that was released. */
    @Test
    void areTriedAgainForSomeTimeWhereAChildProcessHasThem() throws Exception {
        Reservation other = new PoolSearch(registry(SocketCalls.SYSTEM), pool, TCP).one();
        AtomicInteger refused = new AtomicInteger();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                boolean last = address.equals(KernelLockAddress.of(Protocol.TCP, port))
                        && refused.incrementAndGet() == ENOUGH_REFUSALS;
                if (last) {
                    other.release();
                }
                return SocketCalls.super.bindLock(address);
            }
        });

        new PoolSearch(registry, pool, TCP).one().release();

        assertThat(refused).hasValueGreaterThanOrEqualTo(ENOUGH_REFUSALS);
    }

    /** A passing error is not for ever. */
    @Test
    void areTriedAgainAfterASocketOnAllAddressesIsClosed() throws Exception {
        AtomicBoolean taken = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                asked.incrementAndGet();
                if (taken.get()) {
                    throw new BindException("Address already in use");
                }
                return SocketCalls.super.bindLock(address);
            }
        });
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertReservesUnlocked(registry);
            int before = asked.get();
            taken.set(false);
            long deadline = System.nanoTime() + 20_000_000_000L;
            boolean locked = false;
            while (!locked && System.nanoTime() < deadline) {
                Reservation reservation = new PoolSearch(registry, pool, TCP).one();
                locked = reservation.isLockedInKernel();
                reservation.release();
            }

            assertThat(locked).isTrue();
            assertThat(registry.hasKernelLocks()).isTrue();
            assertThat(asked.get() - before).as("a lock and a test").isEqualTo(2);
            assertThat(warnings.texts()).hasSize(2).last().isEqualTo(WITHOUT_FILES.formatted(port));
        }
    }

    @Test
    void failNoReservationWhereNoSocketCanBeOpened() throws Exception {
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                throw new SocketException("Permission denied");
            }
        });

        try (WarningsCapture warnings = new WarningsCapture()) {
            new PoolSearch(registry, pool, both()).one().release();
            new PoolSearch(registry, pool, TCP).one().release();

            assertThat(warnings.texts())
                    .containsExactly(
                            "The kernel does not lock port " + port
                                    + ", because no UDP socket can be opened (Permission denied). Lock file and ledger"
                                    + " alone hold it.",
                            WITHOUT_FILES.formatted(port));
        }
    }

    @Test
    void leaveMostDescriptorsToServers() throws Exception {
        PortPool many = TestPorts.pool(TestPorts.range(30));
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public int descriptorLimit() {
                return 80;
            }
        });
        Deque<Reservation> held = new ArrayDeque<>();
        try (WarningsCapture warnings = new WarningsCapture()) {
            for (int i = 0; i < many.size(); i++) {
                held.push(new PoolSearch(registry, many, TCP).one());
            }

            assertThat(held).filteredOn(Reservation::isLockedInKernel).hasSize(20);
            assertThat(warnings.texts())
                    .first()
                    .isEqualTo("The kernel locks a part of the ports of this JVM, because it may open 80 files."
                            + " Lock file and ledger alone hold the others. Raise the limit (ulimit -n).");
            assertThat(warnings.texts()).hasSize(2).last().asString().endsWith("a kernel lock hold it.");
        }
        held.removeLast().release();
        held.push(new PoolSearch(registry, many, TCP).one());
        assertThat(held).filteredOn(Reservation::isLockedInKernel).hasSize(20);
        for (Reservation reservation : held) {
            reservation.release();
        }
    }

    /** A server on it would be kept out by the lock of its own reservation. */
    @Test
    void doNotLockTheirOwnPort() throws Exception {
        List<InetSocketAddress> asked = new ArrayList<>();
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                asked.add(address);
                return DatagramChannel.open();
            }

            @Override
            public DatagramChannel bindDatagram(InetSocketAddress address) throws IOException {
                return DatagramChannel.open();
            }
        });

        new FixedPortWait(registry, 9847, TCP.withProtocols(Set.of(Protocol.UDP)))
                .await(Duration.ZERO)
                .release();

        assertThat(asked).isEmpty();
    }

    private void assertReservesUnlocked(PortRegistry registry) throws Exception {
        for (int i = 0; i < 2; i++) {
            Reservation reservation = new PoolSearch(registry, pool, both()).one();
            assertThat(reservation.isLockedInKernel()).isFalse();
            reservation.release();
        }
        assertThat(registry.hasKernelLocks()).isFalse();
    }

    private static ReservationOptions both() {
        return TCP.withProtocols(Set.of(Protocol.TCP, Protocol.UDP));
    }

    private static PortRegistry registry(SocketCalls calls) {
        return new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), new GuardSockets(calls, OS.LINUX.isCurrentOs()));
    }
}
