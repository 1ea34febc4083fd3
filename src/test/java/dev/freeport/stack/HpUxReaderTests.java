package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HpUxReaderTests {
    private final WarningsCapture warnings = new WarningsCapture();
    private final Answers ndd = new Answers()
            .answer("ndd -get /dev/tcp tcp_smallest_anon_port", "49152\n")
            .answer("ndd -get /dev/tcp tcp_largest_anon_port", "65535\n")
            .answer("ndd -get /dev/tcp tcp_smallest_nonpriv_port", "1024\n")
            .answer("ndd -get /dev/udp udp_smallest_anon_port", "40000\n")
            .answer("ndd -get /dev/udp udp_largest_anon_port", "50000\n");

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void asksNdd() {
        assertThat(read())
                .isEqualTo(new HostStack(
                        StackProfile.HP_UX,
                        List.of(new PortRange(49152, 65535)),
                        List.of(new PortRange(40000, 50000)),
                        List.of(),
                        1024,
                        "ndd -get /dev/tcp tcp_smallest_anon_port"));
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void takesTheUsualPortsForPrivilegedInsteadOfGarbage() {
        ndd.answer("ndd -get /dev/tcp tcp_smallest_nonpriv_port", "banana");

        assertThat(read().privilegedLimit()).isEqualTo(1024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''          | 1     | ndd -get /dev/tcp tcp_smallest_anon_port says '' instead of a port
            abc         | 1     | ndd -get /dev/tcp tcp_smallest_anon_port says 'abc' instead of a port
            -5          | 1     | ndd -get /dev/tcp tcp_smallest_anon_port says '-5' instead of a port
            99999999999 | 1     | ndd -get /dev/tcp tcp_smallest_anon_port says '99999999999' instead of a port
            1           | 0     | ndd -get /dev/tcp tcp_largest_anon_port says '0' instead of a port
            1           | 65536 | ndd -get /dev/tcp tcp_largest_anon_port says '65536' instead of a port
            65535       | 49152 | ndd -get /dev/tcp says 65535 to 49152, which is no range of ports
            """)
    void takesWhatIsDocumentedInsteadOfGarbage(String low, String high, String message) {
        ndd.answer("ndd -get /dev/tcp tcp_smallest_anon_port", low);
        ndd.answer("ndd -get /dev/tcp tcp_largest_anon_port", high);

        assertThat(read()).isEqualTo(HostStack.documented(StackProfile.HP_UX));
        assertThat(warnings.texts())
                .containsExactly(message + "; using the documented dynamic range of HP-UX 11, 49152-65535.");
    }

    private HostStack read() {
        return HostStack.read(new HpUxReader(ndd));
    }
}
