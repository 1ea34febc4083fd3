package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.PortRefusedException.Reason;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket in the way means, with a network stack that says what the test wants. */
class SocketStepTests {
    private static final ReservationOptions OPTIONS =
            new ReservationOptions("a test", Duration.ZERO).withHolding(ReservationOptions.Holding.GUARDED);

    @TempDir
    Path directory;

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));
    private final int port = pool.next(0);

    @Test
    void aLookOfSomebodyElseIsWaitedFor() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new SocketCalls() {
            private boolean looking = true;

            @Override
            public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                boolean lookedAt = looking;
                looking = false;
                return lookedAt ? null : SocketCalls.super.bindAlone(address);
            }
        });

        new PoolSearch(registry, pool, OPTIONS).one().release();
    }

    @Test
    void aForeignServerThatIsJustBeingStoppedIsWaitedFor() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new SocketCalls() {
            @Override
            public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                return attempts.incrementAndGet() < 10 ? null : SocketCalls.super.bindAlone(address);
            }

            @Override
            public boolean isOwnedByProcess(int port) {
                return true;
            }
        });

        new FixedPortWait(registry, port, OPTIONS).await(Duration.ofSeconds(20)).release();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void lingeringConnectionsAreNotInTheWayWhereNoOtherPortIsLeft() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new Lingering());

        new PoolSearch(registry, pool, OPTIONS).one().release();
        new FixedPortWait(registry, port, OPTIONS).await(Duration.ZERO).release();
    }

    /** The second request begins behind the port of the first, and so with the one on which connections linger. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lingeringConnectionsAreInTheWayWhileAnotherPortIsLeft(boolean guarded) throws Exception {
        PortPool two = TestPorts.pool(TestPorts.range(2));
        int lingering = two.next(0);
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new Lingering() {
            @Override
            public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                return address.getPort() == lingering ? super.bindAlone(address) : SYSTEM.bindAlone(address);
            }
        });
        ReservationOptions options = new ReservationOptions("a test", Duration.ZERO)
                .withHolding(guarded ? ReservationOptions.Holding.GUARDED : ReservationOptions.Holding.UNGUARDED);

        for (int i = 0; i < 3; i++) {
            Reservation reservation = new PoolSearch(registry, two, options).one();
            assertThat(reservation.port()).isEqualTo(lingering + 1);
            reservation.release();
        }
    }

    @Test
    void aServerOnOneAddressIsInTheWay() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(SocketCalls.loopback("127.0.0.1", port));
            PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), SocketCalls.SYSTEM);

            assertThatExceptionOfType(PortRefusedException.class)
                    .isThrownBy(() -> new FixedPortWait(registry, port, OPTIONS).await(Duration.ZERO))
                    .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT));
        }
    }

    @Test
    void whatTheSystemDoesNotPermitIsNotWaitedForAndNotTakenForBound() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new SocketCalls() {
            @Override
            public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                throw new BindDeniedException(new BindException("Permission denied"));
            }
        });

        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> new FixedPortWait(registry, port, OPTIONS).await(Duration.ofDays(1)))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.DENIED));
        assertThatExceptionOfType(PoolExhaustedException.class)
                .isThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one())
                .satisfies(exhausted -> assertThat(exhausted.deniedPorts()).containsExactly(port))
                .satisfies(exhausted -> assertThat(exhausted.boundPorts()).isEmpty());
    }

    @Test
    void whatKeepsAllSocketsFromBeingMadeIsSaidInTheWordsOfTheSystem() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), new SocketCalls() {
            @Override
            public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
                throw new IOException("Too many open files");
            }
        });

        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> new FixedPortWait(registry, port, OPTIONS).await(Duration.ZERO))
                .withMessage("no socket is available to probe port " + port + ": Too many open files");
    }

    @Test
    void aPortInUseIsToldFromOneThatIsNotPermittedByItsText() throws Exception {
        try (Socket other = new Socket();
                Socket second = new Socket()) {
            other.bind(new InetSocketAddress(port));

            assertThatExceptionOfType(BindException.class)
                    .isThrownBy(() -> second.bind(new InetSocketAddress(port)))
                    .satisfies(inUse -> assertThat(InUseMessage.isNot(inUse)).isFalse());
        }
        assertThat(InUseMessage.isNot(new BindException("Keine Berechtigung"))).isTrue();
    }

    @Test
    void anAttemptThatFailsLeavesTheCoolDownAsItWas() throws Exception {
        PortRegistry registry = registry(EnumSet.allOf(GuardKind.class), SocketCalls.SYSTEM);
        new PoolSearch(registry, pool, OPTIONS).one().release(Duration.ofMinutes(1));
        try (Socket other = new Socket()) {
            other.bind(new InetSocketAddress(port));
            assertThatExceptionOfType(PoolExhaustedException.class)
                    .isThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one());
        }

        assertThat(RegistryFiles.open(directory, "test", SystemCalls.SYSTEM)
                        .ledger()
                        .coolingMillis(port))
                .isPositive();
    }

    private PortRegistry registry(Set<GuardKind> guards, SocketCalls sockets) throws Exception {
        return new PortRegistry(
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM), guards, new GuardSockets(sockets, true));
    }

    /** A stack on which connections linger on every port. */
    private static class Lingering implements SocketCalls {
        @Override
        public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
            return address.getAddress().isAnyLocalAddress() ? null : SocketCalls.super.bindAlone(address);
        }
    }
}
