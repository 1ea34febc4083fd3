package dev.freeport.stack;

import java.util.List;

/** Makes up hosts. */
public final class HostStacks {
    private HostStacks() {}

    public static HostStack of(
            StackProfile profile,
            List<PortRange> dynamicTcp,
            List<PortRange> dynamicUdp,
            List<ExcludedRange> exclusions,
            int privilegedLimit,
            String source) {
        return new HostStack(profile, dynamicTcp, dynamicUdp, exclusions, privilegedLimit, source);
    }
}
