package dev.freeport.stack;

import dev.freeport.internal.os.ExternalCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Turns figures that a system tells into ports, or says which one is none. */
final class PortParser {
    private PortParser() {}

    /** Returns the port that is all a text says. */
    static int port(String text, String source) throws IOException {
        String figure = text.strip();
        int port = isFigure(figure) ? Integer.parseInt(figure) : 0;
        if (port < 1 || port > PortRange.HIGHEST_PORT) {
            throw new IOException(source + " says '" + ExternalCommand.printable(text) + "' instead of a port");
        }
        return port;
    }

    /** Returns a range, unless its ends are no ports or reversed. */
    static PortRange range(long low, long high, String source) throws IOException {
        if (low < 1 || high > PortRange.HIGHEST_PORT || low > high) {
            throw new IOException(source + " says " + low + " to " + high + ", which is no range of ports");
        }
        return new PortRange((int) low, (int) high);
    }

    /** Adds a range, unless another one contains it; those that it contains give way. */
    static void add(PortRange range, List<PortRange> ranges) {
        List<PortRange> kept = new ArrayList<>();
        for (PortRange other : ranges) {
            if (other.contains(range.low()) && other.contains(range.high())) {
                return;
            }
            if (!range.contains(other.low()) || !range.contains(other.high())) {
                kept.add(other);
            }
        }
        kept.add(range);
        ranges.clear();
        ranges.addAll(kept);
    }

    /** Tells whether a text is a row of up to nine ASCII digits, which fit into an int. */
    static boolean isFigure(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 9;
    }
}
