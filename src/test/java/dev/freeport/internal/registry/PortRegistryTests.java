package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freeport.internal.pool.PortPool;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortRegistryTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    @TempDir
    Path directory;

    private PortRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = new PortRegistry(
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
    }

    @Test
    void givesEachPortOnce() throws Exception {
        PortPool pool = pool(8);
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        List<Reservation> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            held.add(new PoolSearch(registry, pool, OPTIONS).one());
        }
        held.forEach(reservation -> ports.add(reservation.port()));

        assertThat(ports).hasSize(8);
        assertThatThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one())
                .isInstanceOf(PoolExhaustedException.class)
                .hasMessage("the pool has " + pool
                        + "; reserved by tests: 8, bound by other sockets: 0, released a moment ago: 0"
                        + reservedLines(pool.next(0))
                        + String.format("%n              and 3 more"));
        held.forEach(Reservation::release);
    }

    @Test
    void givesThreadsDifferentPorts() throws Exception {
        PortPool pool = pool(16);
        Set<Integer> held = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 2000).parallel().forEach(i -> {
            try {
                Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
                assertThat(held.add(reservation.port()))
                        .as("held by one thread only")
                        .isTrue();
                held.remove(reservation.port());
                reservation.release();
            } catch (PoolExhaustedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void passesOverAPortThatIsBoundByAnythingElse() throws Exception {
        PortPool pool = pool(2);
        try (ServerSocket server = new ServerSocket(pool.next(0))) {
            assertThat(server.isBound()).isTrue();
            Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
            assertThat(reservation.port()).isEqualTo(pool.next(pool.next(0) + 1));
            assertThatThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one())
                    .hasMessageContaining("bound by other sockets: 1,");
            reservation.release();
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void letsAServerStopAndStartOnItsPortButNobodyBindItAlone() throws Exception {
        ReservationOptions guarded = OPTIONS.withHolding(ReservationOptions.Holding.GUARDED);
        Reservation reservation = new PoolSearch(registry, pool(1), guarded).one();
        for (int i = 0; i < 3; i++) {
            new ServerSocket(reservation.port()).close();
        }
        assertThat(SocketCalls.SYSTEM.bindAlone(new InetSocketAddress(reservation.port())))
                .isNull();

        reservation.release();

        try (var bound = SocketCalls.SYSTEM.bindAlone(new InetSocketAddress(reservation.port()))) {
            assertThat(bound).isNotNull();
        }
    }

    @Test
    void probesAPortAndBindsNothingToItOutsideTheDynamicRange() throws Exception {
        PortPool pool = pool(1);
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress("127.0.0.1", pool.next(0)));
            assertThatThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one())
                    .isInstanceOf(PoolExhaustedException.class);
        }
        Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
        try (var bound = SocketCalls.SYSTEM.bindAlone(new InetSocketAddress(reservation.port()))) {
            assertThat(bound).as("nothing is bound to the port").isNotNull();
        }
        reservation.release();
    }

    @Test
    void beginsAnywhereInThePoolAndGoesOnFromThere() throws Exception {
        PortPool pool = TestPorts.pool("4900-4909,4950-4960,64000-64009");
        Set<Integer> firsts = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            PortRegistry fresh = new PortRegistry(null, EnumSet.noneOf(GuardKind.class), GuardSockets.SYSTEM);
            Reservation first = new PoolSearch(fresh, pool, OPTIONS).one();
            Reservation second = new PoolSearch(fresh, pool, OPTIONS).one();
            assertThat(second.port()).isEqualTo(pool.next(first.port() + 1));
            firsts.add(first.port());
        }
        assertThat(firsts).as("the parts of the pool in which a JVM began").hasSizeGreaterThan(20);
    }

    @Test
    void jumpsAwayFromWhoIsJustAhead() throws Exception {
        PortPool pool = TestPorts.pool("5001-9999");
        Set<Integer> distances = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 20; i++) {
            Reservation mine = new PoolSearch(registry, pool, OPTIONS).one();
            Reservation ahead = new FixedPortWait(registry, pool.next(mine.port() + 1), OPTIONS).await(Duration.ZERO);
            Reservation next = new PoolSearch(registry, pool, OPTIONS).one();
            distances.add(next.port() - mine.port());
            List.of(mine, ahead, next).forEach(Reservation::release);
        }
        assertThat(distances).as("not the next but one each time").hasSizeGreaterThan(10);
    }

    @Test
    void releasesOnce() throws Exception {
        PortPool pool = pool(1);
        Reservation first = new PoolSearch(registry, pool, OPTIONS).one();
        first.release();
        Reservation second = new PoolSearch(registry, pool, OPTIONS).one();
        first.release();

        assertThatThrownBy(() -> new PoolSearch(registry, pool, OPTIONS).one())
                .isInstanceOf(PoolExhaustedException.class);
        second.release();
    }

    @Nested
    class CoolDown {
        @Test
        void keepsAReleasedPortAwayWhileThereAreOthers() throws Exception {
            PortPool pool = pool(3);
            ReservationOptions cooling = new ReservationOptions("a test", Duration.ofMinutes(1));
            Reservation first = new PoolSearch(registry, pool, cooling).one();
            first.release();

            Reservation second = new PoolSearch(registry, pool, cooling).one();
            Reservation third = new PoolSearch(registry, pool, cooling).one();
            assertThat(List.of(second.port(), third.port())).doesNotContain(first.port());

            Reservation fourth = new PoolSearch(registry, pool, cooling).one();
            assertThat(fourth.port()).as("rather than none at all").isEqualTo(first.port());
            List.of(second, third, fourth).forEach(Reservation::release);
        }

        @Test
        void keepsAReleasedPortAwayThoughItsTurnHasCome() throws Exception {
            PortPool pool = pool(2);
            Reservation cooling =
                    new PoolSearch(registry, pool, new ReservationOptions("a test", Duration.ofMinutes(1))).one();
            cooling.release();
            Reservation other = new PoolSearch(registry, pool, OPTIONS).one();
            other.release();

            Reservation again = new PoolSearch(registry, pool, OPTIONS).one();
            assertThat(again.port()).isEqualTo(other.port()).isNotEqualTo(cooling.port());
            again.release();
        }

        @Test
        void endsAfterItsTime() throws Exception {
            PortPool pool = pool(1);
            new PoolSearch(registry, pool, new ReservationOptions("a test", Duration.ofMillis(40)))
                    .one()
                    .release();
            Ledger ledger =
                    RegistryFiles.open(directory, "test", SystemCalls.SYSTEM).ledger();
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (ledger.coolingMillis(pool.next(0)) > 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }

            assertThat(ledger.reserve(pool.next(0), false, Duration.ZERO)).isEqualTo(Ledger.Answer.GRANTED);
        }
    }

    @Test
    void startsNoThread() throws Exception {
        new PoolSearch(registry, pool(1), OPTIONS).one().release();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        new PoolSearch(registry, pool(1), OPTIONS).one().release();

        assertThat(before).extracting(Thread::getName).noneMatch(name -> name.startsWith("freeport"));
    }

    @Test
    void releasesInOrderSoThatTheNextOwnerFindsNothingInTheWay() throws IOException, PoolExhaustedException {
        PortPool pool = pool(1);
        for (int i = 0; i < 200; i++) {
            new PoolSearch(registry, pool, OPTIONS).one().release();
        }
        Reservation last = new PoolSearch(registry, pool, OPTIONS).one();
        assertThat(last.port()).isEqualTo(pool.next(0));
        last.release();
    }

    private static String reservedLines(int first) {
        return IntStream.range(first, first + 5)
                .mapToObj(port -> String.format(
                        "%n  reserved    %d by this JVM (pid %d) for a test",
                        port, ProcessHandle.current().pid()))
                .collect(Collectors.joining());
    }

    private static PortPool pool(int size) {
        return TestPorts.pool(TestPorts.range(size));
    }
}
