package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.internal.registry.PortRefusedException.Reason;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a request waits for one given port, with a network stack that says what the test wants. */
class FixedPortWaitTests {
    private static final ReservationOptions OPTIONS =
            new ReservationOptions("a test of turns", Duration.ZERO).withHolding(ReservationOptions.Holding.GUARDED);
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int port = TestPorts.pool(TestPorts.range(1)).next(0);
    private final BusyPort sockets = new BusyPort();
    private final PortRegistry registry =
            new PortRegistry(null, EnumSet.of(GuardKind.KERNEL), new GuardSockets(sockets, true));
    private final Witness witness = new Witness();

    @BeforeEach
    void lookOn() {
        PortObservers.add(witness);
    }

    @AfterEach
    void lookAway() {
        PortObservers.remove(witness);
    }

    @Test
    void isOverWhenAProcessHasHadThePortForASecond() {
        sockets.owned = true;

        assertRefused(Duration.ofHours(1), Reason.TAKEN);

        assertThat(sockets.asked - sockets.firstTried).isGreaterThanOrEqualTo(SECOND_NANOS);
        assertThat(witness.seen).containsExactly("waiting for " + port, "waited for " + port + " in vain");
    }

    @Test
    void isOverWithoutAskingWhoseAUdpPortIs() {
        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> new FixedPortWait(registry, port, OPTIONS.withProtocols(Set.of(Protocol.UDP)))
                        .await(Duration.ofHours(1)))
                .withMessage("port " + port + ": TAKEN");

        assertThat(sockets.asked).isZero();
    }

    @Test
    void isNotOverWhileNoProcessHasThePort() {
        assertRefused(Duration.ofMillis(1200), Reason.TIMED_OUT);

        assertThat(sockets.asked).as("asked whose it is").isNotZero();
    }

    @Test
    void triesLessOftenTheLongerItTakes() {
        assertRefused(Duration.ofMillis(400), Reason.TIMED_OUT);

        // one of all addresses and one beside others each time; never less than a millisecond apart
        assertThat(sockets.tries).isBetween(4, 400);
    }

    @Test
    void isSaidToBeginAndToEndWithTheReservation() throws Exception {
        sockets.busyFor = 5;
        Instant before = Instant.now();

        Reservation reservation = new FixedPortWait(registry, port, OPTIONS).await(Duration.ofSeconds(30));

        assertThat(witness.seen).containsExactly("waiting for " + port, "waited for " + port + ", given " + port);
        assertThat(witness.since).containsOnly(witness.since.get(0)).allMatch(since -> !since.isBefore(before));
        reservation.release();
    }

    @Test
    void isNotSpokenOfWhereNobodyWaits() throws Exception {
        sockets.busyFor = 0;
        new FixedPortWait(registry, port, OPTIONS).await(Duration.ofSeconds(30)).release();
        sockets.busyFor = Integer.MAX_VALUE;
        assertRefused(Duration.ZERO, Reason.TIMED_OUT);

        assertThat(witness.seen).isEmpty();
    }

    /** Whose the port is cannot be said before the other request has it. */
    @Test
    void goesOnWhileAnotherRequestTriesThePort() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        SocketCalls slow = new SocketCalls() {
            @Override
            public @Nullable DatagramChannel bindDatagram(InetSocketAddress address) throws IOException {
                tried.countDown();
                await(waiting);
                return SocketCalls.super.bindDatagram(address);
            }
        };
        PortRegistry slowRegistry =
                new PortRegistry(null, EnumSet.noneOf(GuardKind.class), new GuardSockets(slow, true));
        ReservationOptions udp = OPTIONS.withProtocols(Set.of(Protocol.UDP));
        FutureTask<Reservation> other =
                new FutureTask<>(() -> new FixedPortWait(slowRegistry, port, udp).await(Duration.ZERO));
        new Thread(other).start();
        await(tried);
        witness.onWaiting = waiting::countDown;

        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> new FixedPortWait(slowRegistry, port, udp).await(Duration.ZERO));

        assertThat(waiting.getCount()).as("has waited though its time was 0").isZero();
        other.get().release();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertRefused(Duration timeout, Reason reason) {
        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> new FixedPortWait(registry, port, OPTIONS).await(timeout))
                .withMessage("port " + port + ": " + reason)
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    /** A stack on which all ports are bound at first. */
    private static final class BusyPort implements SocketCalls {
        private int busyFor = Integer.MAX_VALUE;
        private boolean owned;
        private int tries;
        private long firstTried;
        private long asked;

        @Override
        public @Nullable SocketChannel bindAlone(InetSocketAddress address) throws IOException {
            firstTried = tries++ == 0 ? System.nanoTime() : firstTried;
            return tries <= busyFor ? null : SocketCalls.super.bindAlone(address);
        }

        @Override
        public @Nullable DatagramChannel bindDatagram(InetSocketAddress address) {
            return null;
        }

        @Override
        public boolean isOwnedByProcess(int port) {
            asked = System.nanoTime();
            return owned;
        }
    }

    /** Of this test's waits: other tests may wait meanwhile. */
    private static final class Witness implements PortObserver {
        private final List<String> seen = new ArrayList<>();
        private final List<Instant> since = new ArrayList<>();
        private Runnable onWaiting = () -> {};

        @Override
        public void waiting(WaitRecord wait) {
            see(wait, "waiting for " + wait.port());
            onWaiting.run();
        }

        @Override
        public void waited(WaitRecord wait, @Nullable Reservation granted) {
            see(wait, "waited for " + wait.port() + (granted == null ? " in vain" : ", given " + granted.port()));
        }

        private void see(WaitRecord wait, String what) {
            if (wait.options().purpose().equals(OPTIONS.purpose())) {
                seen.add(what);
                since.add(wait.since());
            }
        }

        @Override
        public void reserved(Reservation reservation) {
            // waits alone are looked at
        }

        @Override
        public void released(Reservation reservation) {
            // waits alone are looked at
        }

        @Override
        public void bindFailed(Reservation reservation, String why, String explanation) {
            // waits alone are looked at
        }

        @Override
        public void leaked(Reservation reservation, String who, String explanation) {
            // waits alone are looked at
        }
    }
}
