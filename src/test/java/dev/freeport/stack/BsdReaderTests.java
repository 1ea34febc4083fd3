package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BsdReaderTests {
    private static final String PREFIX = "sysctl -n net.inet.ip.portrange.";

    private final WarningsCapture warnings = new WarningsCapture();
    private final Answers sysctl = new Answers();

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void readsMacOs() {
        portRange("49152", "65535", "49152", "65535");

        HostStack stack = HostStack.read(new BsdReader(StackProfile.MACOS, Sysctl.byCommand(sysctl)));

        assertThat(stack)
                .isEqualTo(new HostStack(
                        StackProfile.MACOS,
                        List.of(new PortRange(49152, 65535)),
                        List.of(new PortRange(49152, 65535)),
                        List.of(new ExcludedRange(
                                new PortRange(55555, 55555), Protocol.TCP, "restricted by macOS", false)),
                        1024,
                        "sysctl net.inet.ip.portrange.first"));
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void readsFreeBsd() {
        portRange("10000", "65535", "49152", "65535");
        sysctl.answer(PREFIX + "reservedhigh", "1023\n");

        assertThat(readFreeBsd())
                .isEqualTo(new HostStack(
                        StackProfile.FREEBSD,
                        List.of(new PortRange(10000, 65535)),
                        List.of(new PortRange(10000, 65535)),
                        List.of(),
                        1024,
                        "sysctl net.inet.ip.portrange.first"));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1024, 5000, 49152, 65535, '[1024-5000, 49152-65535]'",
        "5000, 1024, 65535, 49152, '[1024-5000, 49152-65535]'",
        "50000, 51000, 49152, 65535, '[49152-65535]'",
        "30000, 50000, 40000, 60000, '[30000-50000, 40000-60000]'",
        "2000, 2000, 2000, 2000, '[2000]'"
    })
    void takesBothRangesTogether(String first, String last, String highFirst, String highLast, String dynamic) {
        portRange(first, last, highFirst, highLast);

        assertThat(readFreeBsd().dynamic(Protocol.TCP)).hasToString(dynamic);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1023, 1024", "65535, 65536"})
    void readsWhichPortsArePrivileged(String reservedHigh, int limit) {
        portRange("10000", "65535", "49152", "65535");
        sysctl.answer(PREFIX + "reservedhigh", reservedHigh);

        assertThat(readFreeBsd().privilegedLimit()).isEqualTo(limit);
    }

    @Test
    void takesTheUsualPortsForPrivilegedInsteadOfGarbage() {
        portRange("10000", "65535", "49152", "65535");
        sysctl.answer(PREFIX + "reservedhigh", "65536");

        assertThat(readFreeBsd().privilegedLimit()).isEqualTo(1024);
        assertThat(warnings.texts())
                .containsExactly("sysctl net.inet.ip.portrange.reservedhigh says 65536, which is no port; using"
                        + " 1024 as the lowest port without privileges.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''          | sysctl -n net.inet.ip.portrange.first says '' instead of a number
            abc         | sysctl -n net.inet.ip.portrange.first says 'abc' instead of a number
            99999999999 | sysctl -n net.inet.ip.portrange.first says '99999999999' instead of a number
            -5          | sysctl net.inet.ip.portrange.first and net.inet.ip.portrange.last says -5 to 65535, which is no range of ports
            0           | sysctl net.inet.ip.portrange.first and net.inet.ip.portrange.last says 0 to 65535, which is no range of ports
            65536       | sysctl net.inet.ip.portrange.first and net.inet.ip.portrange.last says 65535 to 65536, which is no range of ports
            """)
    void takesWhatIsDocumentedInsteadOfGarbage(String first, String message) {
        portRange(first, "65535", "49152", "65535");

        assertThat(readFreeBsd()).isEqualTo(HostStack.documented(StackProfile.FREEBSD));
        assertThat(warnings.texts())
                .containsExactly(message + "; using the documented dynamic range of FreeBSD, 10000-65535.");
    }

    @Test
    void takesWhatIsDocumentedIfThereIsNoCommand() {
        assertThat(readFreeBsd()).isEqualTo(HostStack.documented(StackProfile.FREEBSD));
        assertThat(warnings.texts())
                .containsExactly(
                        "sysctl -n net.inet.ip.portrange.first cannot be started; using the documented dynamic range of FreeBSD, 10000-65535.");
    }

    @Test
    void runsTheCommandWhereJnaFails() throws IOException {
        portRange("1", "2", "3", "4");
        Sysctl command = Sysctl.byCommand(sysctl);

        for (Throwable failure :
                List.of(new NoClassDefFoundError("JNA"), new IllegalStateException("JNA"), new IOException("JNA"))) {
            Sysctl jna = name -> {
                if (failure instanceof Error error) {
                    throw error;
                }
                if (failure instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw new IOException(failure);
            };
            assertThat(jna.orElse(command).value("net.inet.ip.portrange.hifirst"))
                    .isEqualTo(3);
        }
        assertThat(new JnaSysctl().orElse(command).value("net.inet.ip.portrange.last"))
                .isEqualTo(2);
    }

    private HostStack readFreeBsd() {
        return HostStack.read(new BsdReader(StackProfile.FREEBSD, Sysctl.byCommand(sysctl)));
    }

    private void portRange(String first, String last, String highFirst, String highLast) {
        sysctl.answer(PREFIX + "first", first + "\n");
        sysctl.answer(PREFIX + "last", last + "\n");
        sysctl.answer(PREFIX + "hifirst", highFirst + "\n");
        sysctl.answer(PREFIX + "hilast", highLast + "\n");
    }
}
