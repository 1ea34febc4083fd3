package dev.freeport.internal.pool;

import dev.freeport.stack.PortRange;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;

/** The wanted ports and the cuts, the dynamic range last. Counted only for a text, as it takes longer than cutting. */
record PoolSummary(List<PortRange> wanted, List<Cut> cuts) {
    private static final int MOST_RANGES = 4;

    /** Ports to take away, wanted or not, by a setting or by the rules of the kit. */
    record Cut(BitSet ports, String reason, boolean byUser) {}

    String text(int size, boolean insideDynamicRange) {
        String of = count(size) + (insideDynamicRange ? " of " : ": ") + join(wanted);
        if (insideDynamicRange) {
            return of + ", all " + cuts.get(cuts.size() - 1).reason() + ", where guard sockets hold them";
        }
        StringJoiner less = new StringJoiner(", ");
        BitSet left = bits(wanted);
        String contradiction = "";
        for (Cut cut : cuts) {
            int before = left.cardinality();
            left.andNot(cut.ports());
            int taken = before - left.cardinality();
            if (taken > 0) {
                less.add(taken + " " + cut.reason());
                contradiction = left.isEmpty() && cut.byUser() ? "; so the settings cancel each other out" : "";
            }
        }
        return of + (less.length() == 0 ? "" : " less " + less) + contradiction;
    }

    private static String count(int ports) {
        return ports == 1 ? "1 port" : ports + " ports";
    }

    /** Writes ranges as settings do, {@code 20000-20015,30000}. */
    static String join(List<PortRange> ranges) {
        StringJoiner text = new StringJoiner(",");
        for (PortRange range : ranges) {
            text.add(range.toString());
        }
        return text.toString();
    }

    /** Writes the first of many ranges, and counts the others. */
    static String shortened(List<PortRange> ranges) {
        return ranges.size() <= MOST_RANGES
                ? join(ranges)
                : join(ranges.subList(0, MOST_RANGES)) + " and " + (ranges.size() - MOST_RANGES) + " more ranges";
    }

    static BitSet bits(List<PortRange> ranges) {
        BitSet bits = new BitSet();
        for (PortRange range : ranges) {
            bits.set(range.low(), range.high() + 1);
        }
        return bits;
    }
}
