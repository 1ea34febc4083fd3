package dev.freeport.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsCommandLineTests {
    /** The examples of "Parsing C command-line arguments" in Microsoft's documentation, and some more. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '\'', textBlock = """
                    "a b c" d e                        ! a b c#d#e
                    "ab\\"c" "\\\\" d                  ! ab"c#\\#d
                    a\\\\\\b d"e f"g h                 ! a\\\\\\b#de fg#h
                    a\\\\\\"b c d                      ! a\\"b#c#d
                    a\\\\\\\\"b c" d e                 ! a\\\\b c#d#e
                    "C:\\Program Files\\shop.exe" -x   ! C:\\Program Files\\shop.exe#-x
                    shop.exe ""                        ! shop.exe#
                    C:\\shop\\                         ! C:\\shop\\
                    """)
    void splitsAsPrograms(String line, String words) {
        assertThat(WindowsCommandLine.words(line)).isEqualTo(List.of(words.split("#", -1)));
    }

    @ParameterizedTest
    @CsvSource({"''", "'  '"})
    void splitsNothing(String line) {
        assertThat(WindowsCommandLine.words(line)).isEmpty();
    }
}
