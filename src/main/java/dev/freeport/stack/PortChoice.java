package dev.freeport.stack;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which ports a user lets be picked.
 *
 * @param protocol for which protocol
 * @param ranges the ports to choose from; empty for the default
 * @param avoid ports never to give
 * @param safeOn stacks that must not lend the port to a client either
 * @param skipNamed whether ports with a name in the services file are left out; by default where {@code ranges} is empty
 * @since 0.1.0
 */
public record PortChoice(
        Protocol protocol,
        List<PortRange> ranges,
        List<PortRange> avoid,
        Set<StackProfile> safeOn,
        Optional<Boolean> skipNamed) {

    /** The default: TCP ports, everything left to the kit. */
    public static final PortChoice USUAL =
            new PortChoice(Protocol.TCP, List.of(), List.of(), Set.of(), Optional.empty());

    /**
     * Copies the collections.
     *
     * @param protocol for which protocol
     * @param ranges the ports to choose from; empty for the default
     * @param avoid ports never to give
     * @param safeOn stacks that must not lend the port to a client either
     * @param skipNamed whether ports with a name in the services file are left out
     */
    public PortChoice {
        ranges = List.copyOf(ranges);
        avoid = List.copyOf(avoid);
        safeOn = Set.copyOf(safeOn);
    }

    /**
     * Returns this choice with other ranges to choose from.
     *
     * @param wanted the ranges; none for the default
     * @return a choice
     */
    public PortChoice withRanges(List<PortRange> wanted) {
        return new PortChoice(protocol, wanted, avoid, safeOn, skipNamed);
    }

    /**
     * Returns this choice with other ports to avoid.
     *
     * @param unwanted the ports
     * @return a choice
     */
    public PortChoice withAvoid(List<PortRange> unwanted) {
        return new PortChoice(protocol, ranges, unwanted, safeOn, skipNamed);
    }

    /**
     * Returns this choice with other stacks to be safe on.
     *
     * @param profiles the stacks
     * @return a choice
     */
    public PortChoice withSafeOn(Set<StackProfile> profiles) {
        return new PortChoice(protocol, ranges, avoid, profiles, skipNamed);
    }

    /**
     * Returns this choice with the services file regarded or not.
     *
     * @param skip whether ports with a name are left out
     * @return a choice
     */
    public PortChoice withSkipNamed(boolean skip) {
        return new PortChoice(protocol, ranges, avoid, safeOn, Optional.of(skip));
    }
}
