package dev.freeport.internal.socket;

import dev.freeport.internal.process.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes on by a millisecond at each look, so that everything that looks at it is slow. */
final class TickingClock {
    private final AtomicLong nanos = new AtomicLong();

    Deadline in(int ticks) {
        return Deadline.byClock(Duration.ofMillis(ticks), () -> nanos.addAndGet(1_000_000));
    }
}
