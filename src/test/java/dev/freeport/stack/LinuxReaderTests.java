package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.WarningsCapture;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinuxReaderTests {
    @TempDir
    Path settings;

    @ParameterizedTest
    @ValueSource(strings = {"32768-60999", "1024-65535", "49152-65535"})
    void readsTheDynamicRange(String range) throws IOException {
        write("ip_local_port_range", range.replace('-', '\t') + "\n");

        HostStack stack = HostStack.read(new LinuxReader(settings.toFile()));

        assertThat(stack.profile()).isEqualTo(StackProfile.LINUX);
        assertThat(stack.dynamic(Protocol.TCP)).hasToString("[" + range + "]");
        assertThat(stack.dynamic(Protocol.UDP)).hasToString("[" + range + "]");
        assertThat(stack.source())
                .isEqualTo(settings.resolve("ip_local_port_range").toString());
    }

    @Test
    void readsTheReservedPortsOfBothProtocols() throws IOException {
        write("ip_local_port_range", "32768\t60999\n");
        write("ip_local_reserved_ports", "8080,9000-9010\n");

        assertThat(HostStack.read(new LinuxReader(settings.toFile())).exclusions())
                .filteredOn(exclusion -> exclusion.protocol() == Protocol.UDP)
                .containsExactly(
                        new ExcludedRange(new PortRange(8080, 8080), Protocol.UDP, "in ip_local_reserved_ports", true),
                        new ExcludedRange(new PortRange(9000, 9010), Protocol.UDP, "in ip_local_reserved_ports", true));
    }

    @Test
    void readsThePrivilegedLimit() throws IOException {
        write("ip_local_port_range", "32768\t60999\n");
        assertThat(HostStack.read(new LinuxReader(settings.toFile())).privilegedLimit())
                .isEqualTo(1024);

        write("ip_unprivileged_port_start", "80\n");
        assertThat(HostStack.read(new LinuxReader(settings.toFile())).privilegedLimit())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "abc,abc",
        "32768,32768",
        "60999 32768,60999 32768",
        "-1 5,-1 5",
        "1 99999999999,1 99999999999",
        "1 2 3,1 2 3",
        "0 70000,0 70000"
    })
    void takesTheDocumentedRangeInsteadOfGarbageAndSaysSoOnce(String garbage, String shown) throws IOException {
        write("ip_local_port_range", garbage);
        try (WarningsCapture warnings = new WarningsCapture()) {
            HostStack stack = HostStack.read(new LinuxReader(settings.toFile()));

            assertThat(stack.dynamic(Protocol.TCP)).containsExactly(new PortRange(32768, 61000));
            assertThat(stack.source()).isEqualTo("documented for Linux 2.4 and later");
            assertThat(warnings.texts())
                    .containsExactly(settings.resolve("ip_local_port_range") + " holds '" + shown
                            + "' instead of two ports; using the documented dynamic range of Linux 2.4 and later,"
                            + " 32768-61000.");
        }
    }

    @Test
    void showsBinaryContentAsText() throws IOException {
        Files.write(settings.resolve("ip_local_port_range"), new byte[] {0, 1, (byte) 0xFF, 7});
        try (WarningsCapture warnings = new WarningsCapture()) {
            HostStack.read(new LinuxReader(settings.toFile()));

            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .matches("\\p{ASCII}*")
                    .contains("holds '");
        }
    }

    @Test
    void takesTheDocumentedRangeWhereThereIsNoFile() {
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThat(HostStack.read(new LinuxReader(settings.toFile())).dynamic(Protocol.TCP))
                    .containsExactly(new PortRange(32768, 61000));
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith(settings.resolve("ip_local_port_range") + " (");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"banana", "1-", "99999", "9-1", "\0"})
    void ignoresGarbageAmongTheReservedPorts(String garbage) throws IOException {
        write("ip_local_port_range", "32768\t60999\n");
        write("ip_local_reserved_ports", garbage);
        try (WarningsCapture warnings = new WarningsCapture()) {
            assertThat(HostStack.read(new LinuxReader(settings.toFile())).exclusions())
                    .isEmpty();
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .startsWith(settings.resolve("ip_local_reserved_ports") + " is ignored: ");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "settings of Linux")
    void readsThisHost() throws IOException {
        // not Files.readString: it reads one byte of a file in /proc/sys
        try (InputStream in = new FileInputStream("/proc/sys/net/ipv4/ip_local_port_range")) {
            String[] ends = new String(in.readNBytes(99), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\s+");

            assertThat(HostStack.current().dynamic(Protocol.TCP))
                    .isEqualTo(List.of(new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))));
        }
    }

    private void write(String file, String text) throws IOException {
        Files.write(settings.resolve(file), text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
