package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReservationTests {
    private static final ReservationOptions OPTIONS = new ReservationOptions("a test", Duration.ZERO);

    private final PortPool pool = TestPorts.pool(TestPorts.range(1));
    private final int port = pool.next(0);
    private final PortRegistry registry = new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), GuardSockets.SYSTEM);

    @Test
    void isServedWhileAServerIsBoundToThePort() throws Exception {
        Reservation reservation =
                new PoolSearch(registry, pool, OPTIONS.withProtocols(Set.of(Protocol.TCP, Protocol.UDP))).one();
        assertThat(reservation.isServed()).isFalse();
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(reservation.isServed()).isTrue();
            assertThat(server.isBound()).isTrue();
        }
        try (DatagramSocket server = new DatagramSocket(port)) {
            assertThat(reservation.isServed()).isTrue();
            assertThat(server.isBound()).isTrue();
        }
        assertThat(reservation.isServed()).isFalse();
        reservation.release();
    }

    @Test
    void isNotServedByWhatKeepsItClosed() throws Exception {
        Reservation closed =
                new PoolSearch(registry, pool, OPTIONS.withHolding(ReservationOptions.Holding.CLOSED)).one();

        assertThat(closed.isServed()).isFalse();
        closed.release();
    }

    @Test
    void isReleasedByWhoeverCallsFirst() throws Exception {
        Reservation reservation = new PoolSearch(registry, pool, OPTIONS).one();
        assertThat(reservation.isReleased()).isFalse();

        reservation.abandon();
        assertThat(reservation.isReleased()).isTrue();
        reservation.release();
        assertThat(reservation.isReleased()).isTrue();
    }
}
