package dev.freeport.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTests {
    private final Tally tally = new Tally();

    @Test
    void countsEachPortByItsLastAnswer() {
        tally.addCooling(20000, 100);
        tally.add(20000, Refusal.BOUND);
        tally.add(20001, Refusal.RESERVED);
        tally.add(20002, Refusal.LOOKED_AT);

        assertThat(tally).hasToString("reserved by tests: 2, bound by other sockets: 1, released a moment ago: 0");
    }

    @Test
    void namesTheCoolestPortFirst() {
        tally.addCooling(20000, 300);
        tally.addCooling(20001, 100);
        tally.addCooling(20002, 200);

        assertThat(tally.coolestFirst()).containsExactly(20001, 20002, 20000);
    }

    @Test
    void namesThePortsOfWhichTheAnswerMayBeAnotherInAMoment() {
        tally.add(20000, Refusal.BOUND);
        tally.add(20001, Refusal.RESERVED);
        tally.add(20002, Refusal.LOOKED_AT);

        assertThat(tally.changeable(false)).containsExactly(20002);
        assertThat(tally.changeable(true)).containsExactlyInAnyOrder(20000, 20002);
    }
}
