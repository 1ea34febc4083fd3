package dev.freeport.internal.pool;

import dev.freeport.internal.pool.PoolSummary.Cut;
import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts a pool out of the wanted ports. */
final class PoolCutter {
    /** Below 10000 lie the defaults of most well-known servers. */
    private static final PortRange DEFAULT = new PortRange(10000, PortRange.HIGHEST_PORT);

    /** With the portable ports, where the default leaves next to nothing. */
    private static final PortRange MORE = new PortRange(5001, PortRange.HIGHEST_PORT);

    private static final int FEW = 64;

    /** The default {@code --service-node-port-range} of Kubernetes. */
    private static final PortRange NODE_PORTS = new PortRange(30000, 32767);

    /** The user ports among the "bad ports" of the Fetch standard, section 2.9: no browser reaches a server there. */
    private static final int[] BLOCKED_BY_BROWSERS = {
        1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
        10080
    };

    private final List<PortRange> wanted;
    private final BitSet left;
    private final List<Cut> cuts = new ArrayList<>();

    private PoolCutter(List<PortRange> wanted) {
        this.wanted = wanted;
        this.left = PoolSummary.bits(wanted);
    }

    static PortPool cut(HostStack stack, ServicesFile services, PortChoice choice, boolean guarded) {
        if (!choice.ranges().isEmpty()) {
            return new PoolCutter(choice.ranges()).cutAll(stack, services, choice, guarded);
        }
        PortPool pool = new PoolCutter(List.of(DEFAULT)).cutAll(stack, services, choice, false);
        return pool.size() >= FEW ? pool : new PoolCutter(List.of(MORE)).cutAll(stack, services, choice, guarded);
    }

    private PortPool cutAll(HostStack stack, ServicesFile services, PortChoice choice, boolean guarded) {
        boolean byDefault = choice.ranges().isEmpty();
        cutExcluded(choice);
        if (choice.skipNamed().orElse(byDefault)) {
            for (Protocol protocol : choice.protocols()) {
                cut(services.ports(protocol), "named in the services file", false);
            }
        }
        if (byDefault) {
            cut(PoolSummary.bits(List.of(NODE_PORTS)), "NodePorts of Kubernetes", false);
            cut(blockedByBrowsers(), "blocked by browsers", false);
        }
        for (Protocol protocol : choice.protocols()) {
            cutExcludedByHost(stack, protocol, byDefault);
        }
        if (choice.protocols().contains(Protocol.UDP)) {
            PortRange locks = new PortRange(PortPool.KERNEL_LOCKS, PortPool.KERNEL_LOCKS);
            cut(PoolSummary.bits(List.of(locks)), "of Freeport's kernel locks", false);
        }
        BitSet anywhere = (BitSet) left.clone();
        for (Protocol protocol : choice.protocols()) {
            cut(
                    assigned(stack, protocol),
                    "in the dynamic range " + PoolSummary.join(stack.dynamic(protocol)) + " of this host ("
                            + stack.source() + ")",
                    false);
        }
        boolean heldByKernel = guarded && !choice.protocols().contains(Protocol.UDP);
        boolean dynamicOnly = left.isEmpty() && !anywhere.isEmpty();
        boolean inside = dynamicOnly && heldByKernel;
        return new PortPool(inside ? anywhere : left, inside, dynamicOnly && !inside, new PoolSummary(wanted, cuts));
    }

    /** Cuts the ranges that the host excludes, by their source: some hosts list thousands of ports. */
    private void cutExcludedByHost(HostStack stack, Protocol protocol, boolean byDefault) {
        Map<String, List<PortRange>> sources = new LinkedHashMap<>();
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (exclusion.protocol() == protocol && (byDefault || !exclusion.bindable())) {
                List<PortRange> ranges = sources.get(exclusion.reason());
                if (ranges == null) {
                    ranges = new ArrayList<>();
                    sources.put(exclusion.reason(), ranges);
                }
                ranges.add(exclusion.range());
            }
        }
        for (Map.Entry<String, List<PortRange>> source : sources.entrySet()) {
            List<PortRange> ranges = source.getValue();
            cut(PoolSummary.bits(ranges), PoolSummary.shortened(ranges) + " " + source.getKey(), false);
        }
    }

    /** Returns the ports that the stack assigns to clients: its dynamic range without the excluded ranges. */
    private static BitSet assigned(HostStack stack, Protocol protocol) {
        BitSet assigned = PoolSummary.bits(stack.dynamic(protocol));
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (exclusion.protocol() == protocol) {
                assigned.andNot(PoolSummary.bits(List.of(exclusion.range())));
            }
        }
        return assigned;
    }

    private void cutExcluded(PortChoice choice) {
        List<PortRange> excluded = choice.excludedRanges();
        if (!excluded.isEmpty()) {
            cut(PoolSummary.bits(excluded), "excluded (" + PoolSummary.shortened(excluded) + ")", true);
        }
        for (StackProfile profile : choice.safeOn()) {
            if (!Collections.disjoint(profile.protocols(), choice.protocols())) {
                BitSet unsafe = PoolSummary.bits(List.of(new PortRange(1, PortRange.HIGHEST_PORT)));
                unsafe.andNot(PoolSummary.bits(profile.safe()));
                String safe = profile.safe().isEmpty() ? "none" : PoolSummary.join(profile.safe());
                cut(unsafe, "not safe on " + profile.title() + " (safe: " + safe + ")", true);
            }
        }
    }

    private void cut(BitSet ports, String reason, boolean byUser) {
        left.andNot(ports);
        cuts.add(new Cut(ports, reason, byUser));
    }

    private static BitSet blockedByBrowsers() {
        BitSet blocked = new BitSet();
        for (int port : BLOCKED_BY_BROWSERS) {
            blocked.set(port);
        }
        return blocked;
    }
}
