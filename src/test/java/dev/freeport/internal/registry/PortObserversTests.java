package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.WarningsCapture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortObserversTests {
    private static final String PURPOSE = "a test of observers";
    private static final ReservationOptions OPTIONS = new ReservationOptions(PURPOSE, Duration.ZERO);

    private final Witness witness = new Witness();
    private PortRegistry registry;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        registry = new PortRegistry(
                RegistryFiles.open(directory, "test", SystemCalls.SYSTEM),
                EnumSet.allOf(GuardKind.class),
                GuardSockets.SYSTEM);
        PortObservers.add(witness);
    }

    @AfterEach
    void lookAway() {
        PortObservers.remove(witness);
    }

    @Test
    void areToldWhatHappensToAPortInItsOrder() throws Exception {
        Reservation reservation = reserve();
        reservation.noteBindFailure("in use", "by pid 4711");
        reservation.noteLeak("still there", "of pid 4711");
        reservation.release();

        String port = " " + reservation.port();
        assertThat(witness.seen)
                .containsExactly(
                        "reserved" + port,
                        "failed" + port + " in use: by pid 4711",
                        "leaked" + port + " still there: of pid 4711",
                        "released" + port);
    }

    @Test
    void areToldOfAWaitOnce() throws Exception {
        Reservation holder = reserve();
        FixedPortWait wait = new FixedPortWait(registry, holder.port(), OPTIONS);
        Duration notAtOnce = Duration.ofMillis(20);

        assertThatExceptionOfType(PortRefusedException.class)
                .isThrownBy(() -> wait.await(notAtOnce))
                .satisfies(refused -> {
                    assertThat(refused.reason()).isEqualTo(PortRefusedException.Reason.TIMED_OUT);
                    assertThat(refused.holder()).contains(holder.holder());
                });
        assertThatExceptionOfType(PortRefusedException.class).isThrownBy(() -> wait.await(Duration.ZERO));
        holder.release();
        wait.await(Duration.ZERO).release();

        assertThat(witness.seen)
                .containsExactly(
                        "reserved " + holder.port(),
                        "waiting for " + holder.port(),
                        "waited for " + holder.port() + " in vain",
                        "released " + holder.port(),
                        "reserved " + holder.port(),
                        "released " + holder.port());
    }

    @Test
    void areToldNothingMoreAfterTheyThrew() throws Exception {
        Broken broken = new Broken();
        PortObservers.remove(witness);
        PortObservers.add(broken);
        PortObservers.add(witness);

        try (WarningsCapture warnings = new WarningsCapture()) {
            Reservation reservation = reserve();
            reservation.release();

            assertThat(broken.asked).isEqualTo(1);
            assertThat(witness.seen).hasSize(2);
            assertThat(warnings.texts())
                    .containsExactly("an observer is told nothing more: java.lang.IllegalStateException: broken");
        }
    }

    @Test
    void areToldNothingWhenTheyLookNoLonger() throws Exception {
        PortObservers.remove(witness);

        reserve().release();

        assertThat(witness.seen).isEmpty();
    }

    private Reservation reserve() throws PoolExhaustedException {
        return new PoolSearch(registry, TestPorts.pool(TestPorts.range(1)), OPTIONS).one();
    }

    /** Of this test's ports: other tests may reserve some meanwhile. */
    private static class Witness implements PortObserver {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void reserved(Reservation reservation) {
            see(reservation, "reserved " + reservation.port());
        }

        @Override
        public void released(Reservation reservation) {
            see(reservation, "released " + reservation.port());
        }

        @Override
        public void bindFailed(Reservation reservation, String detail, String explanation) {
            see(reservation, "failed " + reservation.port() + " " + detail + ": " + explanation);
        }

        @Override
        public void leaked(Reservation reservation, String detail, String explanation) {
            see(reservation, "leaked " + reservation.port() + " " + detail + ": " + explanation);
        }

        @Override
        public void waiting(WaitRecord wait) {
            see(wait, "waiting for " + wait.port());
        }

        @Override
        public void waited(WaitRecord wait, @Nullable Reservation granted) {
            see(wait, "waited for " + wait.port() + (granted == null ? " in vain" : ""));
        }

        private synchronized void see(WaitRecord wait, String what) {
            if (wait.options().purpose().equals(PURPOSE)) {
                seen.add(what);
                assertThat(wait.since()).isBetween(Instant.now().minusSeconds(600), Instant.now());
            }
        }

        synchronized void see(Reservation reservation, String what) {
            if (reservation.holder().purpose().equals(PURPOSE)) {
                seen.add(what);
            }
        }
    }

    private static final class Broken extends Witness {
        private int asked;

        @Override
        void see(Reservation reservation, String what) {
            asked++;
            throw new IllegalStateException("broken");
        }

        @Override
        public String toString() {
            return "an observer";
        }
    }
}
