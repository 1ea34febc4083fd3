package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTests {
    private static final String AFTER_STATE = " 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 189768 1 1";

    @Test
    void readsPidStateAndStart() throws IOException {
        assertThat(ProcStat.parse("42 (java) S" + AFTER_STATE)).isEqualTo(new ProcStat(42, 'S', 1, 189768));
    }

    @Test
    void readsBehindACommandWithBlanksAndParentheses() throws IOException {
        assertThat(ProcStat.parse("42 (a) R 1 (b) (c) Z" + AFTER_STATE)).isEqualTo(new ProcStat(42, 'Z', 1, 189768));
    }

    @Test
    void knowsThatAZombieHasEnded() throws IOException {
        assertThat(ProcStat.parse("42 (java) Z" + AFTER_STATE).ended()).isTrue();
        assertThat(ProcStat.parse("42 (java) T" + AFTER_STATE).ended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "42 (java)", "42 (java) S 1", "x (java) S 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"})
    void refusesGarbage(String garbage) {
        assertThatIOException()
                .isThrownBy(() -> ProcStat.parse(garbage))
                .withMessageStartingWith("not the content of a stat file");
    }
}
