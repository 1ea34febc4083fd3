package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTests {

    @Test
    void parsesPortsAndRanges() {
        assertThat(PortRange.parseList("20000-20015, 30000,1-65535"))
                .containsExactly(new PortRange(20000, 20015), new PortRange(30000, 30000), new PortRange(1, 65535));
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(PortRange.parseList("20000-20015,30000")).hasToString("[20000-20015, 30000]");
    }

    @Test
    void includesBothEnds() {
        PortRange range = new PortRange(10, 12);

        assertThat(range.size()).isEqualTo(3);
        assertThat(range.contains(9)).isFalse();
        assertThat(range.contains(10)).isTrue();
        assertThat(range.contains(12)).isTrue();
        assertThat(range.contains(13)).isFalse();
    }

    @Nested
    class ReportsFailure {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        abc         | 'abc' must be a port or a range of ports, such as 30000 or 20000-20015
                        ''          | '' must be a port or a range of ports, such as 30000 or 20000-20015
                        1,          | '' must be a port or a range of ports, such as 30000 or 20000-20015
                        1-          | '1-' must be a port or a range of ports, such as 30000 or 20000-20015
                        1-2-3       | '1-2-3' must be a port or a range of ports, such as 30000 or 20000-20015
                        99999999999 | '99999999999' must be a port or a range of ports, such as 30000 or 20000-20015
                        0           | port (0) must be between 1 and 65535
                        -5          | port (-5) must be between 1 and 65535
                        65536       | port (65536) must be between 1 and 65535
                        20-10       | range (20-10) must not be reversed: write 10-20
                        """)
        void whenTheTextIsNoListOfPorts(String text, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortRange.parseList(text))
                    .withMessage(message);
        }
    }
}
