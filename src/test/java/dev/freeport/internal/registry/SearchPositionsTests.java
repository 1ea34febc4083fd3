package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.internal.pool.PortPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchPositionsTests {
    private final SearchPositions positions = new SearchPositions();

    @Test
    void goOnBehindThePortThatWasReservedLast() {
        PortPool pool = TestPorts.pool("20000-20009");
        assertThat(positions.from(pool)).isBetween(20000, 20009).isEqualTo(positions.from(pool));

        positions.reserved(pool, 20004);

        assertThat(positions.from(pool)).isEqualTo(20005);
    }

    @Test
    void areForgottenOnlyForAnotherPool() {
        List<PortPool> pools = new ArrayList<>();
        for (int i = 0; i < SearchPositions.MOST; i++) {
            pools.add(TestPorts.pool("20000-20009"));
            positions.from(pools.get(i));
        }

        positions.reserved(pools.get(0), 20004);

        assertThat(positions.size()).isEqualTo(SearchPositions.MOST);
        assertThat(positions.from(pools.get(0))).isEqualTo(20005);
        positions.from(TestPorts.pool("20000-20009"));
        assertThat(positions.size()).isEqualTo(1);
    }

    @Test
    void areKeptOfAFewPools() {
        PortPool pool = TestPorts.pool("20000-20009");
        for (int i = 0; i < 1000; i++) {
            positions.from(TestPorts.pool("20000-20099"));
            positions.reserved(pool, 20000 + i % 10);
            assertThat(positions.from(pool)).isEqualTo(20001 + i % 10);
        }

        assertThat(positions.size()).isBetween(1, SearchPositions.MOST);
    }
}
