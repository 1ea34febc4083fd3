package dev.freeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTests {
    private final Placeholders placeholders = new Placeholders(Map.of("HTTP", 20000, "ADMIN", 20001));

    @Test
    void areReplacedEverywhere() {
        assertThat(placeholders.replaceIn(List.of("--port={HTTP}", "http://localhost:{HTTP}/{ADMIN}", "HTTP")))
                .containsExactly("--port=20000", "http://localhost:20000/20001", "HTTP");
    }

    @Test
    void leaveOtherBracesAlone() {
        List<String> others = List.of("${HTTP}", "{}", "{print $1}", "{FOO}", "{HTTP", "{\"a\":1}", "\\$1");
        assertThat(placeholders.replaceIn(others)).isEqualTo(others);
    }

    @Test
    void thatNameNoPortAreFound() {
        assertThat(placeholders.unknown(List.of("{FOO} {HTTP} ${BAR} {print}", "{BAZ}{FOO}")))
                .containsExactly("{FOO}", "{BAZ}");
    }
}
