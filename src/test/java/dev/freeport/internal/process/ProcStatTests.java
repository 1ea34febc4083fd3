package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTests {
    private static final String AFTER_STATE = " 1 1 1 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 189768 1 1";

    @Test
    void readsPidStateAndStart() throws IOException {
        assertThat(ProcStat.parse("42 (java) S" + AFTER_STATE)).isEqualTo(new ProcStat(42, 'S', 1, 1, 0, 189768));
    }

    @Test
    void readsBehindACommandWithBlanksAndParentheses() throws IOException {
        assertThat(ProcStat.parse("42 (a) R 1 (b) (c) Z" + AFTER_STATE))
                .isEqualTo(new ProcStat(42, 'Z', 1, 1, 0, 189768));
    }

    @Test
    void knowsThatAZombieHasEnded() throws IOException {
        assertThat(ProcStat.parse("42 (java) Z" + AFTER_STATE).ended()).isTrue();
        assertThat(ProcStat.parse("42 (java) T" + AFTER_STATE).ended()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"34819, pts/3", "34816, pts/0", "1083392, pts/256", "1025, tty1", "1089, ttyS1", "1280, terminal 5:0"})
    void readsTheTerminal(int number, String name) throws IOException {
        ProcStat stat =
                ProcStat.parse("42 (bash) S 1 42 42 " + number + " -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 189768 1 1");

        assertThat(stat.terminalName()).hasValue(name);
        assertThat(stat.leadsTerminal()).isTrue();
        assertThat(ProcStat.parse("42 (bash) S" + AFTER_STATE).terminalName()).isEmpty();
        assertThat(ProcStat.parse("42 (bash) S" + AFTER_STATE).leadsTerminal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "42 (java)", "42 (java) S 1", "x (java) S 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"})
    void refusesGarbage(String garbage) {
        assertThatIOException()
                .isThrownBy(() -> ProcStat.parse(garbage))
                .withMessageStartingWith("not the content of a stat file");
    }
}
