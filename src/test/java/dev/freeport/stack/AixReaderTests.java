package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AixReaderTests {
    private final WarningsCapture warnings = new WarningsCapture();

    @AfterEach
    void close() {
        warnings.close();
    }

    /** The lines are those that IBM and Oracle print in their manuals, among reconstructed ones. */
    @Test
    void readsTheOptions() {
        assertThat(read(Answers.recorded("no-a")))
                .isEqualTo(new HostStack(
                        StackProfile.AIX,
                        List.of(new PortRange(11000, 65000)),
                        List.of(new PortRange(32768, 65535)),
                        List.of(),
                        1024,
                        "no -a"));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                            | no -a says '', and nothing of tcp_ephemeral_low
            abc                                           | no -a says 'abc', and nothing of tcp_ephemeral_low
            tcp_ephemeral_low = 1                         | no -a says 'tcp_ephemeral_low = 1', and nothing of tcp_ephemeral_high
            tcp_ephemeral_low = x                         | no -a, tcp_ephemeral_low, says 'x' instead of a port
            tcp_ephemeral_low = -5                        | no -a, tcp_ephemeral_low, says '-5' instead of a port
            tcp_ephemeral_low = 0                         | no -a, tcp_ephemeral_low, says '0' instead of a port
            tcp_ephemeral_low = 65536                     | no -a, tcp_ephemeral_low, says '65536' instead of a port
            tcp_ephemeral_low = 99999999999               | no -a, tcp_ephemeral_low, says '99999999999' instead of a port
            tcp_ephemeral_low = 9~tcp_ephemeral_high = 5  | no -a, tcp_ephemeral_low and tcp_ephemeral_high, says 9 to 5, which is no range of ports
            """)
    void takesWhatIsDocumentedInsteadOfGarbage(String text, String message) {
        assertThat(read(text.replace("~", "\n"))).isEqualTo(HostStack.documented(StackProfile.AIX));
        assertThat(warnings.texts())
                .containsExactly(message + "; using the documented dynamic range of AIX, 32768-65535.");
    }

    private static HostStack read(String text) {
        return HostStack.read(new AixReader(new Answers().answer("no -a", text)));
    }
}
