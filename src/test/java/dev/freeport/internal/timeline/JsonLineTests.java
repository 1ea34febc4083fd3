package dev.freeport.internal.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.PortRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineTests {
    @Test
    void isAnArray() {
        JsonLine line = new JsonLine("x")
                .add(42)
                .add("[")
                .add("a")
                .add(Instant.parse("2026-11-21T10:47:48.123456789Z"))
                .add(List.of())
                .add(List.of(new PortRange(1, 2), new PortRange(3, 3)))
                .begin()
                .begin()
                .add("in")
                .end()
                .end()
                .add("");

        assertThat(line).hasToString("[\"x\",42,\"[\",\"a\",1795258068123456,[],[[1,2],[3,3]],[[\"in\"]],\"\"]\n");
    }

    @Test
    void limitsTexts() {
        assertThat(new JsonLine("x").add("y".repeat(2_000_000)))
                .hasToString("[\"x\",\"" + "y".repeat(20_000) + "... [1980000 more characters]\"]\n");
    }

    @Test
    void staysOneLineOfPlainTextWhateverIsAdded() {
        assertThat(new JsonLine("\u0000\n\t\"\\</script>&amp;\u2028ä\ud83d\ude00\ud83d"))
                .hasToString(
                        "[\"\\u0000\\u000a\\u0009\\u0022\\u005c\\u003c/script>\\u0026amp;\u2028ä\\ud83d\\ude00\\ud83d\"]\n");
    }
}
