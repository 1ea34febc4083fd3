package dev.freeport.stack;

import dev.freeport.internal.os.OperatingSystem;
import dev.freeport.internal.text.Warnings;
import java.io.IOException;
import java.util.List;

/**
 * What the stack of a host does with port numbers.
 *
 * <pre>{@code
 * HostStack host = HostStack.current();
 * host.dynamic(Protocol.TCP); // 32768-60999 on Linux, unless it was set
 * host.isDynamic(Protocol.TCP, 40000); // true there
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HostStack {
    /** How long a reading stays valid. A test suite that changes the range of its own namespace is rare. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final StackProfile profile;
    private final List<PortRange> dynamicTcp;
    private final List<PortRange> dynamicUdp;
    private final List<ExcludedRange> exclusions;
    private final int privilegedLimit;
    private final String source;

    HostStack(
            StackProfile profile,
            List<PortRange> dynamicTcp,
            List<PortRange> dynamicUdp,
            List<ExcludedRange> exclusions,
            int privilegedLimit,
            String source) {
        this.profile = profile;
        this.dynamicTcp = dynamicTcp;
        this.dynamicUdp = dynamicUdp;
        this.exclusions = exclusions;
        this.privilegedLimit = privilegedLimit;
        this.source = source;
    }

    /**
     * {@return the settings of this host now; those documented for this kind of system, with one warning, if they
     * cannot be read} Where reading is cheap (Linux) a change is noticed within a second; elsewhere they are read once
     * per JVM.
     */
    public static HostStack current() {
        return Current.get();
    }

    /** {@return the documented behaviour of this kind of system} */
    public StackProfile profile() {
        return profile;
    }

    /**
     * {@return the ranges from which the stack assigns ports to clients: usually one, two where IPv4 and IPv6 differ}
     *
     * @param protocol the protocol
     */
    public List<PortRange> dynamic(Protocol protocol) {
        return protocol == Protocol.TCP ? dynamicTcp : dynamicUdp;
    }

    /**
     * {@return whether the stack may assign a port to any client, as it lies in a dynamic range}
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     */
    public boolean isDynamic(Protocol protocol, int port) {
        for (PortRange range : dynamic(protocol)) {
            if (range.contains(port)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the ranges that the system excludes besides the dynamic ranges} */
    public List<ExcludedRange> exclusions() {
        return exclusions;
    }

    /** {@return the lowest port that a process without privileges may bind} */
    public int privilegedLimit() {
        return privilegedLimit;
    }

    /** {@return the source of the dynamic range, such as {@code /proc/sys/net/ipv4/ip_local_port_range}} */
    public String source() {
        return source;
    }

    /** Compares all parts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HostStack
                && profile == ((HostStack) other).profile
                && dynamicTcp.equals(((HostStack) other).dynamicTcp)
                && dynamicUdp.equals(((HostStack) other).dynamicUdp)
                && exclusions.equals(((HostStack) other).exclusions)
                && privilegedLimit == ((HostStack) other).privilegedLimit
                && source.equals(((HostStack) other).source);
    }

    @Override
    public int hashCode() {
        return profile.hashCode() + 31 * (dynamicTcp.hashCode() + 31 * dynamicUdp.hashCode());
    }

    /** Returns all parts, for a log. */
    @Override
    public String toString() {
        return "HostStack[profile=" + profile + ", dynamicTcp=" + dynamicTcp + ", dynamicUdp=" + dynamicUdp
                + ", exclusions=" + exclusions + ", privilegedLimit=" + privilegedLimit + ", source=" + source + "]";
    }

    static HostStack read(HostReader reader) {
        try {
            return reader.read();
        } catch (IOException unreadable) {
            StackProfile profile = reader.profile();
            Warnings.say(unreadable.getMessage() + "; using the documented dynamic range of " + profile.title() + ", "
                    + profile.dynamic() + ".");
            return documented(profile);
        }
    }

    static HostStack documented(StackProfile profile) {
        List<PortRange> dynamic = List.of(profile.dynamic());
        return new HostStack(
                profile,
                dynamic,
                dynamic,
                List.of(),
                profile.highestSystemPort() + 1,
                "documented for " + profile.title());
    }

    private static final class Current {
        private static final HostReader READER =
                HostReader.forSystem(OperatingSystem.NAME, System.getProperty("os.version", ""));
        private static volatile HostStack stack = read(READER);
        private static volatile long readAt = System.nanoTime();

        /** Returns the same object while nothing changes, so that pools made for it stay valid. */
        static HostStack get() {
            if (READER.isCheap() && System.nanoTime() - readAt > FRESH_NANOS) {
                readAt = System.nanoTime();
                try {
                    HostStack now = READER.read();
                    if (!now.equals(stack)) {
                        stack = now;
                    }
                } catch (IOException unreadableNow) {
                    return stack;
                }
            }
            return stack;
        }
    }
}
