package dev.freeport.internal.socket;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many ports of the dynamic range connections use: with many, a server on a fixed port there often meets one.
 *
 * @param used the ports that connections use
 * @param all the ports of the range
 * @param range the range as a text
 */
public record ConnectedPorts(int used, int all, String range) {
    /** Of which part of a range it is worth speaking. */
    private static final int TENTH = 10;

    /** Counts them; empty if they are less than a tenth, or the host has no dynamic range. */
    public static Optional<ConnectedPorts> many(SocketTable table, HostStack stack) {
        List<PortRange> ranges = stack.dynamic(Protocol.TCP);
        int all = ranges.stream()
                .mapToInt(range -> range.high() - range.low() + 1)
                .sum();
        int used = table.countConnected(ranges);
        return used == 0 || used * TENTH < all
                ? Optional.empty()
                : Optional.of(new ConnectedPorts(used, all, range(stack, Protocol.TCP)));
    }

    /** Returns the dynamic range of a host as a text. */
    public static String range(HostStack stack, Protocol protocol) {
        return stack.dynamic(protocol).stream().map(PortRange::toString).collect(Collectors.joining(", "));
    }

    /** Returns such as {@code Connections use 21,034 of the 28,232 ports of the dynamic range 32768-60999.} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "Connections use %,d of the %,d ports of the dynamic range %s.", used, all, range);
    }
}
