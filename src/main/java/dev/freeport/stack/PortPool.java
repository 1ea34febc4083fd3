package dev.freeport.stack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The ports that may be picked on this host, and how they came to be the ones. Immutable. */
public final class PortPool {
    /** Below 10000 lie the defaults of most well-known servers. */
    private static final PortRange USUAL = new PortRange(10000, PortRange.HIGHEST_PORT);

    /** Dynamic on no common stack, so the choice where the usual range leaves next to nothing. */
    private static final PortRange PORTABLE = new PortRange(5001, 9999);

    private static final int FEW = 64;

    /** The default {@code --service-node-port-range} of Kubernetes. */
    private static final PortRange NODE_PORTS = new PortRange(30000, 32767);

    /** The user ports among the "bad ports" of the Fetch standard, section 2.9: no browser reaches a server there. */
    private static final int[] BLOCKED_BY_BROWSERS = {
        1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
        10080
    };

    private final int[] ports;
    private final boolean insideDynamicRange;
    private final String arithmetic;

    private PortPool(BitSet ports, boolean insideDynamicRange, String arithmetic) {
        this.ports = new int[ports.cardinality()];
        for (int i = 0, port = ports.nextSetBit(0); port >= 0; port = ports.nextSetBit(port + 1)) {
            this.ports[i++] = port;
        }
        this.insideDynamicRange = insideDynamicRange;
        this.arithmetic = arithmetic;
    }

    /**
     * Builds the pool of this host.
     *
     * @param ranges the ranges a user asked for; empty for the default. Ports that are merely unusual (named in the
     *     services file, blocked by browsers, NodePorts) are left out of the default only
     * @param guarded whether a kernel guard will hold each port, so that ports inside the dynamic range may be given
     *     if there are no others
     * @return the pool; it is empty if nothing is left
     */
    public static PortPool of(List<PortRange> ranges, boolean guarded) {
        return of(HostStack.current(), ServicesFile.tcpPorts(ServicesFile.LINUX), ranges, guarded);
    }

    static PortPool of(HostStack stack, BitSet services, List<PortRange> ranges, boolean guarded) {
        if (!ranges.isEmpty()) {
            return new Cutting(ranges).pool(stack, guarded);
        }
        PortPool usual = new Cutting(List.of(USUAL)).cutUnusual(services).pool(stack, false);
        return usual.size() >= FEW
                ? usual
                : new Cutting(List.of(PORTABLE, USUAL)).cutUnusual(services).pool(stack, guarded);
    }

    /**
     * Returns how many ports may be picked.
     *
     * @return the number, 0 to 65535
     */
    public int size() {
        return ports.length;
    }

    /**
     * Returns one of the ports, in ascending order.
     *
     * @param index 0 to {@code size() - 1}
     * @return the port
     */
    public int port(int index) {
        return ports[index];
    }

    /**
     * Tells whether the ports lie inside the dynamic range, because none was left outside it. Such a port is safe only
     * while a kernel guard holds it.
     *
     * @return whether they do
     */
    public boolean insideDynamicRange() {
        return insideDynamicRange;
    }

    /** Returns how the pool came about: {@code 5536 ports: 10000-65535 less 28232 in the dynamic range ...}. */
    @Override
    public String toString() {
        return arithmetic;
    }

    /** Takes ports out of the wanted ones and keeps count of what each reason took. */
    private static final class Cutting {
        private final String wanted;
        private final BitSet left;
        private final List<String> cuts = new ArrayList<>();

        Cutting(List<PortRange> wanted) {
            this.wanted = text(wanted);
            this.left = bits(wanted);
        }

        Cutting cutUnusual(BitSet services) {
            cut(services, "named in the services file");
            cut(bits(List.of(NODE_PORTS)), "NodePorts of Kubernetes");
            BitSet blocked = new BitSet();
            for (int port : BLOCKED_BY_BROWSERS) {
                blocked.set(port);
            }
            cut(blocked, "blocked by browsers");
            return this;
        }

        PortPool pool(HostStack stack, boolean guarded) {
            cut(bits(stack.setAside()), "in ip_local_reserved_ports");
            BitSet anywhere = (BitSet) left.clone();
            cut(
                    bits(List.of(stack.dynamic())),
                    "in the dynamic range " + stack.dynamic() + " of this host (" + stack.source() + ")");
            if (left.isEmpty() && guarded && !anywhere.isEmpty()) {
                return new PortPool(
                        anywhere,
                        true,
                        count(anywhere) + " of " + wanted + ", all inside the dynamic range " + stack.dynamic()
                                + " of this host, where a kernel guard holds them");
            }
            return new PortPool(
                    left,
                    false,
                    count(left) + ": " + wanted + (cuts.isEmpty() ? "" : " less " + String.join(", ", cuts)));
        }

        private void cut(BitSet taken, String reason) {
            int before = left.cardinality();
            left.andNot(taken);
            int count = before - left.cardinality();
            if (count > 0) {
                cuts.add(count + " " + reason);
            }
        }

        private static String text(List<PortRange> ranges) {
            StringBuilder text = new StringBuilder();
            for (PortRange range : ranges) {
                text.append(text.length() == 0 ? "" : ",").append(range);
            }
            return text.toString();
        }

        private static String count(BitSet ports) {
            return ports.cardinality() == 1 ? "1 port" : ports.cardinality() + " ports";
        }

        private static BitSet bits(List<PortRange> ranges) {
            BitSet bits = new BitSet();
            for (PortRange range : ranges) {
                bits.set(range.low(), range.high() + 1);
            }
            return bits;
        }
    }
}
