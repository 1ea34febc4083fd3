package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolarisReaderTests {
    private static final String IPADM = "ipadm show-prop -co current -p ";

    private final WarningsCapture warnings = new WarningsCapture();
    private final Answers commands = new Answers();

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void asksIpadm() {
        commands.answer(IPADM + "smallest_anon_port,largest_anon_port tcp", "32768\n65535\n");
        commands.answer(IPADM + "smallest_anon_port,largest_anon_port udp", "40000\n50000\n");
        commands.answer(IPADM + "smallest_nonpriv_port tcp", "1025\n");

        assertThat(read())
                .isEqualTo(new HostStack(
                        StackProfile.SOLARIS,
                        List.of(new PortRange(32768, 65535)),
                        List.of(new PortRange(40000, 50000)),
                        List.of(),
                        1025,
                        "smallest_anon_port and largest_anon_port"));
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void asksNddWhereThereIsNoIpadm() {
        ndd("32768", "65535");
        commands.answer("ndd -get /dev/tcp tcp_smallest_nonpriv_port", "2000\n");

        HostStack stack = read();

        assertThat(stack.dynamic(Protocol.TCP)).containsExactly(new PortRange(32768, 65535));
        assertThat(stack.dynamic(Protocol.UDP)).containsExactly(new PortRange(1234, 5678));
        assertThat(stack.privilegedLimit()).isEqualTo(2000);
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void takesTheUsualPortsForPrivilegedIfNoCommandTells() {
        ndd("32768", "65535");

        assertThat(read().privilegedLimit()).isEqualTo(1024);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''           | says '' instead of two ports
            abc          | says 'abc' instead of two ports
            32768        | says '32768' instead of two ports
            1 2 3        | says '1 2 3' instead of two ports
            -1 5         | says '-1' instead of a port
            0 5          | says '0' instead of a port
            1 65536      | says '65536' instead of a port
            1 9999999999 | says '9999999999' instead of a port
            65535 32768  | says 65535 to 32768, which is no range of ports
            """)
    void takesWhatIsDocumentedInsteadOfGarbage(String text, String message) {
        commands.answer(IPADM + "smallest_anon_port,largest_anon_port tcp", text);

        assertThat(read()).isEqualTo(HostStack.documented(StackProfile.SOLARIS));
        assertThat(warnings.texts())
                .containsExactly(
                        IPADM + "smallest_anon_port,largest_anon_port tcp " + message
                                + ", and ndd -get /dev/tcp tcp_smallest_anon_port cannot be started; using the documented dynamic range of Solaris and illumos, 32768-65535.");
    }

    private void ndd(String low, String high) {
        commands.answer("ndd -get /dev/tcp tcp_smallest_anon_port", low + "\n");
        commands.answer("ndd -get /dev/tcp tcp_largest_anon_port", high + "\n");
        commands.answer("ndd -get /dev/udp udp_smallest_anon_port", "1234\n");
        commands.answer("ndd -get /dev/udp udp_largest_anon_port", "5678\n");
    }

    private HostStack read() {
        return HostStack.read(new SolarisReader(commands));
    }
}
