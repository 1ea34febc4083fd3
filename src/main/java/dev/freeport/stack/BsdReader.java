package dev.freeport.stack;

import dev.freeport.internal.text.Warnings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code net.inet.ip.portrange} of macOS and FreeBSD: ip(4). A client gets a port of {@code first} to {@code last},
 * with the socket option {@code IP_PORTRANGE_HIGH} one of {@code hifirst} to {@code hilast}. Both hold for TCP and UDP,
 * IPv4 and IPv6 alike.
 */
record BsdReader(StackProfile profile, Sysctl sysctl) implements HostReader {
    private static final String PORT_RANGE = "net.inet.ip.portrange.";

    /** For an entitlement that only Apple gives: {@code bsd/net/restricted_in_port.c} of XNU. */
    private static final ExcludedRange RESTRICTED =
            new ExcludedRange(new PortRange(55555, 55555), Protocol.TCP, "restricted by macOS", false);

    @Override
    public HostStack read() throws IOException {
        List<PortRange> dynamic = new ArrayList<>();
        dynamic.add(range("first", "last"));
        PortParser.add(range("hifirst", "hilast"), dynamic);
        boolean macOs = profile == StackProfile.MACOS;
        return new HostStack(
                profile,
                dynamic,
                dynamic,
                macOs ? List.of(RESTRICTED) : List.of(),
                macOs ? profile.highestSystemPort() + 1 : limit(),
                "sysctl " + PORT_RANGE + "first");
    }

    /** The kernel counts down where {@code first} is above {@code last}. */
    private PortRange range(String first, String last) throws IOException {
        int from = sysctl.value(PORT_RANGE + first);
        int to = sysctl.value(PORT_RANGE + last);
        String source = "sysctl " + PORT_RANGE + first + " and " + PORT_RANGE + last;
        return PortParser.range(Math.min(from, to), Math.max(from, to), source);
    }

    private int limit() {
        int documented = profile.highestSystemPort() + 1;
        try {
            int highest = sysctl.value(PORT_RANGE + "reservedhigh");
            if (highest >= 0 && highest <= PortRange.HIGHEST_PORT) {
                return highest + 1;
            }
            Warnings.say("sysctl " + PORT_RANGE + "reservedhigh says " + highest + ", which is no port; using "
                    + documented + " as the lowest port without privileges.");
            return documented;
        } catch (IOException absent) {
            return documented;
        }
    }
}
