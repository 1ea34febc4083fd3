package dev.freeport.internal.pool;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import dev.freeport.stack.StackProfile;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which ports a user allows.
 *
 * @param protocols for which protocols a number is wanted, one or both
 * @param ranges the ports to choose from; empty for the default
 * @param excludedRanges ports never to reserve
 * @param safeOn other stacks that must not assign the port to a client either
 * @param skipNamed whether ports with a name in the services file are left out; by default where {@code ranges} is empty
 */
public record PortChoice(
        Set<Protocol> protocols,
        List<PortRange> ranges,
        List<PortRange> excludedRanges,
        Set<StackProfile> safeOn,
        Optional<Boolean> skipNamed) {

    /** TCP ports, everything else left to the kit. */
    public static final PortChoice DEFAULT =
            new PortChoice(Set.of(Protocol.TCP), List.of(), List.of(), Set.of(), Optional.empty());

    /** Copies the collections, and refuses a choice for no protocol. */
    public PortChoice {
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols must name one or both of TCP and UDP");
        }
        // in the same order in each JVM
        protocols = Collections.unmodifiableSet(EnumSet.copyOf(protocols));
        ranges = List.copyOf(ranges);
        excludedRanges = List.copyOf(excludedRanges);
        safeOn = Set.copyOf(safeOn);
    }

    public PortChoice withProtocols(Set<Protocol> wanted) {
        return new PortChoice(wanted, ranges, excludedRanges, safeOn, skipNamed);
    }

    public PortChoice withRanges(List<PortRange> wanted) {
        return new PortChoice(protocols, wanted, excludedRanges, safeOn, skipNamed);
    }

    public PortChoice withExcludedRanges(List<PortRange> excluded) {
        return new PortChoice(protocols, ranges, excluded, safeOn, skipNamed);
    }

    public PortChoice withSafeOn(Set<StackProfile> profiles) {
        return new PortChoice(protocols, ranges, excludedRanges, profiles, skipNamed);
    }

    public PortChoice withSkipNamed(boolean skip) {
        return new PortChoice(protocols, ranges, excludedRanges, safeOn, Optional.of(skip));
    }

    /** Compares all parts. Spelled out, as a generated method takes a fresh JVM longer than its first reservation. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PortChoice
                && protocols.equals(((PortChoice) other).protocols)
                && ranges.equals(((PortChoice) other).ranges)
                && excludedRanges.equals(((PortChoice) other).excludedRanges)
                && safeOn.equals(((PortChoice) other).safeOn)
                && skipNamed.equals(((PortChoice) other).skipNamed);
    }

    @Override
    public int hashCode() {
        return protocols.hashCode()
                + 31 * (ranges.hashCode() + 31 * (excludedRanges.hashCode() + 31 * safeOn.hashCode()));
    }
}
