package dev.freeport.stack;

import dev.freeport.internal.text.Warnings;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code ip_local_port_range}, {@code ip_local_reserved_ports} and {@code ip_unprivileged_port_start} of the network
 * namespace this JVM is in; see ip-sysctl.rst. They hold for TCP and UDP, IPv4 and IPv6 alike.
 */
final class LinuxReader implements HostReader {
    private final File rangeFile;
    private final File reservedFile;
    private final File limitFile;

    LinuxReader(File ipv4Settings) {
        this.rangeFile = new File(ipv4Settings, "ip_local_port_range");
        this.reservedFile = new File(ipv4Settings, "ip_local_reserved_ports");
        this.limitFile = new File(ipv4Settings, "ip_unprivileged_port_start");
    }

    @Override
    public StackProfile profile() {
        return StackProfile.LINUX;
    }

    @Override
    public HostStack read() throws IOException {
        List<PortRange> dynamic = List.of(range());
        List<ExcludedRange> exclusions = new ArrayList<>();
        for (PortRange range : reserved()) {
            exclusions.add(new ExcludedRange(range, Protocol.TCP, "in ip_local_reserved_ports", true));
            exclusions.add(new ExcludedRange(range, Protocol.UDP, "in ip_local_reserved_ports", true));
        }
        return new HostStack(profile(), dynamic, dynamic, exclusions, limit(), rangeFile.toString());
    }

    @Override
    public boolean isCheap() {
        return true;
    }

    private PortRange range() throws IOException {
        String text = read(rangeFile).strip().replace('\t', ' ');
        int blank = text.indexOf(' ');
        try {
            return new PortRange(
                    Integer.parseInt(text.substring(0, Math.max(blank, 0))),
                    Integer.parseInt(text.substring(blank + 1).strip()));
        } catch (IllegalArgumentException notPorts) {
            throw new IOException(rangeFile + " holds '" + printable(text) + "' instead of two ports", notPorts);
        }
    }

    private List<PortRange> reserved() {
        try {
            String text = read(reservedFile).strip();
            return text.isEmpty() ? List.of() : PortRange.parseList(text);
        } catch (IOException absentBeforeLinux2635) {
            return List.of();
        } catch (IllegalArgumentException garbage) {
            Warnings.say(reservedFile + " is ignored: " + printable(String.valueOf(garbage.getMessage())));
            return List.of();
        }
    }

    private int limit() {
        try {
            return Integer.parseInt(read(limitFile).strip());
        } catch (IOException | NumberFormatException absentBeforeLinux411) {
            return profile().highestSystemPort() + 1;
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 80)).replaceAll("[^\\x20-\\x7E]", "?");
    }

    /** Reads through a stream: a channel would be closed under an interrupted thread. */
    private static String read(File file) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
