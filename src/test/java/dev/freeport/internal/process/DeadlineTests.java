package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTests {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final AtomicLong cpu = new AtomicLong(7_000_000_000L);

    private final Deadline byClock = Deadline.byClock(Duration.ofMillis(1000), nanos::get);
    private final Deadline deadline =
            Deadline.in(Duration.ofMillis(1000), nanos::get, () -> OptionalLong.of(cpu.get()));

    @Test
    void isOverWhenItsTimeIs() {
        assertThat(byClock.isOver()).isFalse();
        nanos.addAndGet(999_999_999);
        assertThat(byClock.isOver()).isFalse();
        assertThat(byClock.nanosLeft()).isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(byClock.isOver()).isTrue();
        assertThat(byClock.nanosLeft()).isZero();
    }

    @Test
    void hasAFirstTenthAndLeavesALastOne() {
        nanos.addAndGet(100_000_000);
        assertThat(byClock.first().isOver()).isTrue();
        assertThat(byClock.earlier().isOver()).isFalse();
        nanos.addAndGet(800_000_000);
        assertThat(byClock.earlier().isOver()).isTrue();
        assertThat(byClock.isOver()).isFalse();
    }

    @Test
    void lastsUntilItsTimeHoweverMuchCpuTimeIsUsed() {
        work(40, 0);
        work(959, 100_000);

        assertThat(deadline.isOver()).isFalse();
        work(1, 0);
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void lastsLongerWhileWorkAdvancesThatGetsLittleCpuTime() {
        for (int i = 0; i < 60; i++) {
            work(100, 15);
            assertThat(deadline.isOver()).isFalse();
        }
        // at first the CPU time was not asked for, and the time counted whole
        assertThat(deadline.nanosLeft()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1000 - 100 - 59 * 15));
        work(100, 15);
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void isOverOnceWorkThatGetsLittleCpuTimeHasTakenTenTimesAsLong() {
        for (int i = 0; i < 99; i++) {
            work(100, 1);
        }
        assertThat(deadline.isOver()).isFalse();
        work(100, 1);
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void lastsAMinuteAtMostUnlessItIsThatLong() {
        Deadline longer = Deadline.in(Duration.ofSeconds(59), nanos::get, () -> OptionalLong.of(cpu.get()));

        for (int i = 0; i < 599; i++) {
            work(100, 1);
            longer.step();
            assertThat(longer.isOver()).isFalse();
        }
        work(100, 1);
        assertThat(longer.isOver()).isTrue();
    }

    /** What is stuck uses no CPU time, either. */
    @Test
    void isOverAtItsTimeIfWorkHasNotAdvancedForHalfOfIt() {
        work(400, 1);
        for (int i = 0; i < 6; i++) {
            assertThat(deadline.isOver()).isFalse();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(deadline.isOver()).isTrue();
    }

    /** A machine that stands still runs nothing that could look at the clock. */
    @Test
    void aTimeInWhichNothingRanDoesNotMeanThatWorkIsStuck() {
        work(400, 1);

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));

        assertThat(deadline.isOver()).isFalse();
    }

    @Test
    void leavesOutWhatIsExempt() {
        long start = deadline.now();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        cpu.addAndGet(TimeUnit.SECONDS.toNanos(30));

        deadline.exemptSince(start);

        assertThat(deadline.nanosLeft()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        work(1000, 1000);
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void isThatOfTheClockWhereTheCpuTimeIsNotShown() {
        Deadline blind = Deadline.in(Duration.ofMillis(1000), nanos::get, OptionalLong::empty);

        work(999, 0);
        blind.step();
        assertThat(blind.isOver()).isFalse();
        nanos.addAndGet(1_000_000);
        assertThat(blind.isOver()).isTrue();
    }

    @Test
    void theSystemShowsTheCpuTimeOfThisJvm() {
        long before = Pace.ofThisJvm().orElseThrow();
        long used = before;

        while (used == before) {
            used = Pace.ofThisJvm().orElseThrow();
        }

        assertThat(used).isGreaterThan(before);
    }

    @Test
    void saysHowMuchIsLeftInTenthsOfASecond() {
        assertThat(byClock.left()).hasSeconds(1);
        nanos.addAndGet(50_000_000);
        assertThat(byClock.left()).hasSeconds(1);
        nanos.addAndGet(50_000_000);
        assertThat(byClock.left()).hasMillis(900);
        nanos.addAndGet(899_999_999);
        assertThat(byClock.left()).hasMillis(100);
        nanos.addAndGet(1);
        assertThat(byClock.left()).isZero();
        assertThat(Deadline.byClock(Duration.ofMillis(30), nanos::get).left()).hasMillis(30);
    }

    @Test
    void saysHowLongItIs() {
        assertThat(byClock).hasToString("1 s");
        assertThat(Deadline.in(Duration.ofMillis(1500))).hasToString("1500 ms");
        assertThat(Deadline.in(Duration.ZERO)).hasToString("0 ms");
        assertThat(Deadline.byDefault()).hasToString("5 s");
    }

    /** Advances by a step, in which the deadline is looked at. */
    private void work(long millis, long cpuMillis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        cpu.addAndGet(TimeUnit.MILLISECONDS.toNanos(cpuMillis));
        deadline.isOver();
        deadline.step();
    }
}
