package dev.freeport.internal.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandOutputTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            'a\r\n\tb  c '   | a b c
            'a\1é'           | a??
            ''               | ''
            """)
    void printsAnyOutputOnALine(String text, String line) {
        assertThat(ExternalCommand.printable(text)).isEqualTo(line);
    }

    @Test
    void cutsALongOutput() {
        assertThat(ExternalCommand.printable("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }
}
