package dev.freeport.samples.proof.occupied;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;

class OccupiedPortTests {
    @Test
    void failureNamesTheOtherProcess() {
        OccupiedPortRun run = OccupiedPortRun.now();

        assertThat(run.failure())
                .isInstanceOf(AssertionError.class)
                .hasCauseInstanceOf(BindException.class)
                .hasMessageContaining(Long.toString(run.pid()));
    }
}
