package dev.freeport.stack;

import dev.freeport.warning.Warnings;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What the stack of this host does with port numbers. Read once per JVM.
 *
 * @param dynamic the range from which the stack lends ports to clients
 * @param setAside ranges an administrator took out of the dynamic range for servers of their own
 * @param source where {@code dynamic} comes from, in words
 * @since 0.1.0
 */
public record HostStack(PortRange dynamic, List<PortRange> setAside, String source) {

    /** Linux since 2.4, when {@code /proc} cannot be read: {@code inet_init_net} in {@code net/ipv4/af_inet.c}. */
    static final PortRange LINUX_DEFAULT = new PortRange(32768, 60999);

    /** The recommendation of RFC 6335, section 6, which Windows since Vista and macOS follow. */
    static final PortRange IANA = new PortRange(49152, 65535);

    /**
     * Returns what the stack of this host does.
     *
     * @return the facts, read at the first call and kept
     */
    public static HostStack current() {
        return Current.STACK;
    }

    /** Reads {@code ip_local_port_range} and {@code ip_local_reserved_ports} below a directory; see ip-sysctl.rst. */
    static HostStack ofLinux(Path ipv4Settings) {
        Path dynamicFile = ipv4Settings.resolve("ip_local_port_range");
        List<PortRange> setAside = reservedPorts(ipv4Settings.resolve("ip_local_reserved_ports"));
        try {
            String[] ends = read(dynamicFile).strip().replace('\t', ' ').split(" ");
            if (ends.length != 2) {
                throw new IllegalArgumentException("expected two numbers but found " + ends.length);
            }
            PortRange dynamic = new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
            return new HostStack(dynamic, setAside, dynamicFile.toString());
        } catch (IOException | IllegalArgumentException unreadable) {
            Warnings.say(dynamicFile + " could not be read (" + unreadable.getMessage() + "); the default of Linux, "
                    + LINUX_DEFAULT + ", is taken for the dynamic range.");
            return new HostStack(LINUX_DEFAULT, setAside, "the documented default of Linux");
        }
    }

    /** Returns what is documented for systems whose own setting is not read. */
    static HostStack ofOthers(String osName) {
        return new HostStack(IANA, List.of(), "the documented default of " + osName);
    }

    /**
     * Returns the lowest port that a process without privileges may bind; {@code ip_unprivileged_port_start} on Linux.
     *
     * @return the port, 1024 where it is not set
     */
    public int privilegedLimit() {
        try {
            return Integer.parseInt(read(Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start"))
                    .strip());
        } catch (IOException | NumberFormatException notSet) {
            return 1024;
        }
    }

    private static List<PortRange> reservedPorts(Path file) {
        try {
            String text = read(file).strip();
            return text.isEmpty() ? List.of() : PortRange.parseList(text);
        } catch (IOException absentBeforeLinux2635) {
            return List.of();
        } catch (IllegalArgumentException garbage) {
            Warnings.say(file + " is ignored: " + garbage.getMessage());
            return List.of();
        }
    }

    /** Reads through a stream: a channel would be closed under an interrupted thread. */
    private static String read(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            return new String(in.readNBytes(1 << 16), StandardCharsets.ISO_8859_1);
        }
    }

    private static final class Current {
        static final HostStack STACK = read(System.getProperty("os.name", ""));

        private static HostStack read(String osName) {
            return osName.equals("Linux") ? ofLinux(Path.of("/proc/sys/net/ipv4")) : ofOthers(osName);
        }
    }
}
