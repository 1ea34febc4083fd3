package dev.freeport.stack;

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
 * @param profile the documented behaviour of the kind of system this is
 * @param dynamicTcp the ranges from which the stack lends TCP ports to clients; usually one, two where IPv4 and IPv6
 *     differ
 * @param dynamicUdp the same for UDP
 * @param exclusions ranges that are taken out besides
 * @param privilegedLimit the lowest port that a process without privileges may bind
 * @param source where {@code dynamicTcp} comes from, in words
 * @since 0.1.0
 */
public record HostStack(
        StackProfile profile,
        List<PortRange> dynamicTcp,
        List<PortRange> dynamicUdp,
        List<ExcludedRange> exclusions,
        int privilegedLimit,
        String source) {

    /** How long a reading is taken for true. A test suite that changes the range of its own namespace is rare. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    /**
     * Returns what the stack of this host does now. Where reading is cheap (Linux) a change is noticed within a second;
     * elsewhere it is read once per JVM.
     *
     * @return the facts; those documented for this kind of system, with one warning, if they cannot be read
     */
    public static HostStack current() {
        return Current.get();
    }

    /**
     * Returns the ranges from which the stack lends ports to clients.
     *
     * @param protocol the protocol
     * @return the ranges
     */
    public List<PortRange> dynamic(Protocol protocol) {
        return protocol == Protocol.TCP ? dynamicTcp : dynamicUdp;
    }

    /**
     * Tells whether a port may be lent to any client.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @return whether it lies in a dynamic range
     */
    public boolean isDynamic(Protocol protocol, int port) {
        for (PortRange range : dynamic(protocol)) {
            if (range.contains(port)) {
                return true;
            }
        }
        return false;
    }

    /** Reads a host; where that fails, says so and takes what is documented. */
    static HostStack read(HostReader reader) {
        try {
            return reader.read();
        } catch (IOException unreadable) {
            HostStack documented = documented(reader.profile());
            Warnings.say(unreadable.getMessage() + "; what is documented for "
                    + reader.profile().title() + ", " + reader.profile().dynamic()
                    + ", is taken for the dynamic range.");
            return documented;
        }
    }

    /** Returns what is documented of a kind of system. */
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
        private static final HostReader READER = HostReaders.forThisSystem();
        private static volatile HostStack stack = read(READER);
        private static volatile long readAt = System.nanoTime();

        /** The same object as before where nothing has changed, so that pools made for it serve on. */
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
