package dev.freeport.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTests {
    private static final List<String> KNOWN = List.of("port.wait", "port.ranges", "port.guard");

    @ParameterizedTest
    @CsvSource({
        "port.rangs, port.ranges",
        "port.Guard, port.guard",
        "port.awit, port.wait",
        "port.raged, port.ranges",
        "porter.wait, port.wait"
    })
    void findsTheNearest(String word, String nearest) {
        assertThat(Spelling.nearest(word, "port.", KNOWN)).hasValue(nearest);
    }

    /** With the prefix counted, they would be near enough. */
    @ParameterizedTest
    @ValueSource(strings = {"port.xyz", "port.w", "", "elsewhere"})
    void findsNothingThatIsFarAway(String word) {
        assertThat(Spelling.nearest(word, "port.", KNOWN)).isEmpty();
    }
}
