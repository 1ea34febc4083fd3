package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalCountsTests {
    private final RefusalCounts counts = new RefusalCounts();

    @Test
    void countsEachPortByItsLastAnswer() {
        counts.addCooling(20000, 100);
        counts.add(20000, Refusal.BOUND);
        counts.add(20001, Refusal.RESERVED);
        counts.add(20002, Refusal.LOOKED_AT);

        assertThat(counts).hasToString("reserved by tests: 2, bound by other sockets: 1, released a moment ago: 0");
    }

    @Test
    void namesTheCoolestPortFirst() {
        counts.addCooling(20000, 300);
        counts.addCooling(20001, 100);
        counts.addCooling(20002, 200);

        assertThat(counts.coolestFirst()).containsExactly(20001, 20002, 20000);
    }

    @Test
    void namesThePortsOfWhichTheAnswerMayBeAnotherInAMoment() {
        counts.add(20000, Refusal.BOUND);
        counts.add(20001, Refusal.RESERVED);
        counts.add(20002, Refusal.LOOKED_AT);
        counts.add(20003, Refusal.LOCKED);

        assertThat(counts.changeable()).containsExactlyInAnyOrder(20000, 20002, 20003);
    }
}
