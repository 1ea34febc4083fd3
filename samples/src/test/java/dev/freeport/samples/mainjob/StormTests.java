package dev.freeport.samples.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StormTests {
    @Test
    void isBoundedInCount() {
        Paced paced = new Paced(100, 1, () -> {});

        paced.run();

        assertThat(paced.done()).isPositive().isLessThanOrEqualTo(100);
    }

    @Test
    void endsWhenItIsTold() throws Exception {
        StormCounts counts = Storm.blow(20, 60, () -> await(1));

        assertThat(counts.connections()).isBetween(1L, 300L);
        assertThat(counts.boundConnections()).isPositive();
        assertThat(counts.servers()).isPositive();
        assertThat(StormCounts.parse(counts.toString())).isEqualTo(counts);
    }

    private static void await(int seconds) {
        try {
            new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
