package dev.freeport.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostStackTests {
    @TempDir
    Path settings;

    @Test
    void readsTheDynamicRange() throws IOException {
        write("ip_local_port_range", "1024\t65535\n");

        HostStack stack = HostStack.ofLinux(settings);

        assertThat(stack.dynamic()).isEqualTo(new PortRange(1024, 65535));
        assertThat(stack.source())
                .isEqualTo(settings.resolve("ip_local_port_range").toString());
    }

    @Test
    void readsTheReservedPorts() throws IOException {
        write("ip_local_port_range", "32768\t60999\n");
        write("ip_local_reserved_ports", "8080,9000-9010\n");

        assertThat(HostStack.ofLinux(settings).setAside())
                .containsExactly(new PortRange(8080, 8080), new PortRange(9000, 9010));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "32768", "60999 32768", "-1 5", "1 99999999999", "1 2 3", "\0\1\2"})
    void takesTheDocumentedRangeInsteadOfGarbage(String garbage) throws IOException {
        write("ip_local_port_range", garbage);

        HostStack stack = HostStack.ofLinux(settings);

        assertThat(stack.dynamic()).isEqualTo(new PortRange(32768, 60999));
        assertThat(stack.source()).isEqualTo("the documented default of Linux");
    }

    @Test
    void takesTheDocumentedRangeWhereThereIsNoFile() {
        assertThat(HostStack.ofLinux(settings).dynamic()).isEqualTo(new PortRange(32768, 60999));
    }

    @Test
    void ignoresGarbageAmongTheReservedPorts() throws IOException {
        write("ip_local_port_range", "32768\t60999\n");
        write("ip_local_reserved_ports", "banana");

        assertThat(HostStack.ofLinux(settings).setAside()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsThisHost() throws IOException {
        // not Files.readString: it reads one byte of a file in /proc/sys
        try (InputStream in = new FileInputStream("/proc/sys/net/ipv4/ip_local_port_range")) {
            String[] ends = new String(in.readNBytes(99), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\s+");

            assertThat(HostStack.current().dynamic()).hasToString(ends[0] + "-" + ends[1]);
        }
    }

    private void write(String file, String text) throws IOException {
        Files.write(settings.resolve(file), text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
