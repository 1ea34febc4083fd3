package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTests {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Deadline deadline = Deadline.in(Duration.ofMillis(1000), nanos::get);

    @Test
    void isOverWhenItsTimeIs() {
        assertThat(deadline.isOver()).isFalse();
        nanos.addAndGet(999_999_999);
        assertThat(deadline.isOver()).isFalse();
        nanos.addAndGet(1);
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void hasAFirstTenthAndLeavesALastOne() {
        nanos.addAndGet(100_000_000);
        assertThat(deadline.first().isOver()).isTrue();
        assertThat(deadline.earlier().isOver()).isFalse();
        nanos.addAndGet(800_000_000);
        assertThat(deadline.earlier().isOver()).isTrue();
        assertThat(deadline.isOver()).isFalse();
    }

    @Test
    void saysHowLongItIs() {
        assertThat(deadline).hasToString("1 s");
        assertThat(Deadline.in(Duration.ofMillis(1500))).hasToString("1500 ms");
        assertThat(Deadline.in(Duration.ZERO)).hasToString("0 ms");
        assertThat(Deadline.byDefault()).hasToString("1 s");
    }
}
