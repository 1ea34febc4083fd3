package dev.freeport.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedPortsTests {
    @Test
    void readsWhatItWrites() {
        String text = "http.port=20004,peers=20010+20011";

        Map<String, List<Integer>> named = NamedPorts.parse(text);

        assertThat(named)
                .containsExactly(Map.entry("http.port", List.of(20004)), Map.entry("peers", List.of(20010, 20011)));
        assertThat(NamedPorts.text(named)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "http=", "=20004", "http=x", "http=0", "http=70000", "http=1=2", "http=1,"})
    void refusesWhatIsNoList(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedPorts.parse(text))
                .withMessage("it must be names with their ports, such as http=20004,peers=20010+20011");
    }
}
