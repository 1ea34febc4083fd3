package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The outputs of netsh are in the code page of the console: cp437 (en), cp850 (de, es, fr), cp932 (ja), cp866 (ru), GBK
 * (zh). Recorded by users in public reports are: dynamicport in en, ja and zh; excludedportrange in en, de and zh, and the
 * headings and rows of es. The others are reconstructed after these, so that their words may differ from those of Windows.
 */
class WindowsReaderTests {
    private static final String NO_ROWS =
            "\r\nProtocol udp Port Exclusion Ranges\r\n\r\nStart Port    End Port\r\n----------    --------\r\n\r\n"
                    + "* - Administered port exclusions.\r\n\r\n";

    private final WarningsCapture warnings = new WarningsCapture();
    private final Answers netsh = new Answers();

    WindowsReaderTests() {
        for (String family : List.of("ipv4", "ipv6")) {
            for (String protocol : List.of("tcp", "udp")) {
                dynamic(family, protocol, 49152, 16384);
                excluded(family, protocol, NO_ROWS);
            }
        }
    }

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void readsWhatIsUsual() {
        assertThat(read())
                .isEqualTo(new HostStack(
                        StackProfile.WINDOWS,
                        List.of(new PortRange(49152, 65535)),
                        List.of(new PortRange(49152, 65535)),
                        List.of(),
                        1,
                        "netsh int ipv4 show dynamicport"));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "en, 49152, 65535",
        "de, 49152, 65535",
        "es, 1024, 65534",
        "fr, 10000, 10999",
        "ja, 49152, 65535",
        "ru, 20000, 20254",
        "zh, 49152, 65535"
    })
    void readsTheDynamicRangeInAnyLanguage(String language, int low, int high) {
        netsh.answer("netsh int ipv4 show dynamicport tcp", Answers.recorded("netsh-dynamicport-" + language));
        netsh.answer("netsh int ipv6 show dynamicport tcp", Answers.recorded("netsh-dynamicport-" + language));

        assertThat(read().dynamic(Protocol.TCP)).containsExactly(new PortRange(low, high));
        assertThat(warnings.texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 5357 9800 9801 49671-49770 49871-49970 61117-61216 61220-61319 61902-62001 | 50000-50059
            de | 5357 5985 47001 49152 49153 49154                                          | 50000-50059
            es | 1025-1124 5357 8884 50000-50059                                            | ''
            fr | 5357                                                                       | 10000-10099
            ja | 5357                                                                       | 50000-50059
            ru | 80                                                                         | 50000-50059
            zh | 54364-54463 54664-54763 60791-60890                                        | 50000-50059
            """)
    void readsTheExcludedRangesInAnyLanguage(String language, String unbindable, String bindable) {
        excluded("ipv4", "tcp", Answers.recorded("netsh-excludedportrange-" + language));

        List<ExcludedRange> exclusions = read().exclusions();

        assertThat(ranges(exclusions, false)).isEqualTo(unbindable);
        assertThat(ranges(exclusions, true)).isEqualTo(bindable);
        assertThat(warnings.texts()).isEmpty();
    }

    @Test
    void saysWhoExcludedARange() {
        excluded("ipv4", "udp", "---- ----\r\n 80 80\r\n 50000 50059 *\r\n");
        excluded("ipv6", "udp", "---- ----\r\n 80 80\r\n");

        assertThat(read().exclusions())
                .containsExactly(
                        new ExcludedRange(new PortRange(80, 80), Protocol.UDP, "excluded by Windows", false),
                        new ExcludedRange(
                                new PortRange(50000, 50059), Protocol.UDP, "excluded by an administrator", true));
    }

    @Test
    void keepsBothRangesWhereIpv4AndIpv6Differ() {
        dynamic("ipv4", "tcp", 10000, 1000);

        HostStack stack = read();

        assertThat(stack.dynamic(Protocol.TCP))
                .containsExactly(new PortRange(10000, 10999), new PortRange(49152, 65535));
        assertThat(stack.dynamic(Protocol.UDP)).containsExactly(new PortRange(49152, 65535));
    }

    @Test
    void asksNetshAndNothingElse() {
        read();

        assertThat(netsh.asked())
                .as("since Vista, ReservedPorts in the registry has no effect")
                .containsExactlyInAnyOrder(
                        "netsh int ipv4 show dynamicport tcp",
                        "netsh int ipv4 show dynamicport udp",
                        "netsh int ipv6 show dynamicport tcp",
                        "netsh int ipv6 show dynamicport udp",
                        "netsh int ipv4 show excludedportrange protocol=tcp",
                        "netsh int ipv4 show excludedportrange protocol=udp",
                        "netsh int ipv6 show excludedportrange protocol=tcp",
                        "netsh int ipv6 show excludedportrange protocol=udp");
    }

    @Nested
    class Survives {
        @Test
        void thatIpv6IsSwitchedOff() {
            Answers ipv4 = new Answers();
            for (String protocol : List.of("tcp", "udp")) {
                ipv4.answer("netsh int ipv4 show dynamicport " + protocol, Answers.recorded("netsh-dynamicport-en"));
                ipv4.answer("netsh int ipv4 show excludedportrange protocol=" + protocol, NO_ROWS);
            }

            assertThat(HostStack.read(new WindowsReader(ipv4)).dynamic(Protocol.TCP))
                    .containsExactly(new PortRange(49152, 65535));
            assertThat(warnings.texts()).isEmpty();
        }

        @Test
        void garbageForIpv6() {
            netsh.answer("netsh int ipv6 show dynamicport udp", "abc");

            assertThat(read().dynamic(Protocol.UDP)).containsExactly(new PortRange(49152, 65535));
            assertThat(warnings.texts())
                    .containsExactly("netsh int ipv6 show dynamicport udp says 'abc' instead of a start port and a"
                            + " number of ports; using the range of IPv4 for IPv6 too.");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                ''                           | ''              | a table
                abc                          | abc             | a table
                ---- ----~50000              | 50000           | two ports
                ---- ----~50059 50000        | 50059 50000     | two ports
                ---- ----~-1 5               | -1 5            | two ports
                ---- ----~0 5                | 0 5             | two ports
                ---- ----~60000 65536        | 60000 65536     | two ports
                ---- ----~99999999999 5      | 99999999999 5   | two ports
                ---- ----~80 80 x            | 80 80 x         | two ports
                ---- ----~80 80 *  *         | 80 80 * *       | two ports
                """)
        void garbageAmongTheExcludedRanges(String text, String shown, String instead) {
            excluded("ipv4", "tcp", text.replace("~", "\r\n"));

            assertThat(read().exclusions()).isEmpty();
            assertThat(warnings.texts())
                    .containsExactly("netsh int ipv4 show excludedportrange protocol=tcp says '" + shown
                            + "' instead of " + instead + "; that is ignored.");
        }

        @Test
        void thatThereIsNoSuchCommandYet() {
            netsh.noAnswer("netsh int ipv4 show excludedportrange protocol=tcp");

            assertThat(read().exclusions()).isEmpty();
            assertThat(warnings.texts())
                    .containsExactly("netsh int ipv4 show excludedportrange protocol=tcp cannot be started; so no"
                            + " excluded port is left out.");
        }
    }

    @Nested
    class TakesWhatIsDocumented {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                ''                       | says '' instead of a start port and a number of ports
                abc                      | says 'abc' instead of a start port and a number of ports
                Start : 49152            | says 'Start : 49152' instead of a start port and a number of ports
                A : -5~B : 100           | says 'A : -5 B : 100' instead of a start port and a number of ports
                A : 1~B : 2~C : 3        | says 'A : 1 B : 2 C : 3' instead of a start port and a number of ports
                A : 99999999999~B : 1    | says 'A : 99999999999 B : 1' instead of a start port and a number of ports
                A : 0~B : 100            | says 0 to 99, which is no range of ports
                A : 49152~B : 0          | says 49152 to 49151, which is no range of ports
                A : 49152~B : 16385      | says 49152 to 65536, which is no range of ports
                """)
        void insteadOfGarbage(String text, String message) {
            netsh.answer("netsh int ipv4 show dynamicport tcp", text.replace("~", "\r\n"));

            assertThat(read()).isEqualTo(HostStack.documented(StackProfile.WINDOWS));
            assertThat(warnings.texts())
                    .containsExactly("netsh int ipv4 show dynamicport tcp " + message
                            + "; using the documented dynamic range of Windows Vista and later, 49152-65535.");
        }
    }

    private HostStack read() {
        return HostStack.read(new WindowsReader(netsh));
    }

    private void dynamic(String family, String protocol, int start, int count) {
        netsh.answer(
                "netsh int " + family + " show dynamicport " + protocol,
                "\r\nProtocol Dynamic Port Range\r\n-----\r\nStart Port      : " + start + "\r\nNumber of Ports : "
                        + count + "\r\n\r\n");
    }

    private void excluded(String family, String protocol, String text) {
        netsh.answer("netsh int " + family + " show excludedportrange protocol=" + protocol, text);
    }

    private static String ranges(List<ExcludedRange> exclusions, boolean bindable) {
        StringBuilder text = new StringBuilder();
        for (ExcludedRange exclusion : exclusions) {
            if (exclusion.bindable() == bindable) {
                text.append(text.length() == 0 ? "" : " ").append(exclusion.range());
            }
        }
        return text.toString();
    }
}
