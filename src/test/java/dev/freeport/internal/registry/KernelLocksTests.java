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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks that need no file; and what becomes of a reservation where the kernel does not lock. */
class KernelLocksTests {
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
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertReservesUnlocked(registry(new SocketCalls() {
                @Override
                public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                    throw new BindException("Address already in use");
                }
            }));

            assertThat(warnings.texts())
                    .containsExactly(
                            "The kernel does not lock ports here, because UDP port 9847 of 127.0.0.0/8 cannot be"
                                    + " bound (Address already in use). Lock file and ledger alone hold them.",
                            WITHOUT_FILES.formatted(port));
        }
    }

    @Test
    void areOffWithOneWarningWhereTheKernelBindsAnAddressTwice() throws Exception {
        try (WarningsCapture warnings = new WarningsCapture()) {
            PortRegistry registry = registry(new SocketCalls() {
                @Override
                public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                    return DatagramChannel.open();
                }
            });
            new PoolSearch(registry, pool, both()).one().release();
            assertReservesUnlocked(registry);

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

    @Test
    void sayThatTheDescriptorLimitIsReached() {
        PortRegistry registry = registry(new SocketCalls() {
            @Override
            public DatagramChannel bindLock(InetSocketAddress address) throws IOException {
                throw new SocketException("Too many open files");
            }
        });

        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry, pool, TCP).one())
                .withMessage("the pool has " + pool + "; no socket is available to probe port " + port
                        + ": Too many open files");
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
