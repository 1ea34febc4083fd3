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
 * Which ports a user lets be picked.
 *
 * <pre>{@code
 * PortChoice choice = PortChoice.USUAL
 *         .withRanges(List.of(new PortRange(20000, 20999)))
 *         .withSkipNamed(true);
 * FreePorts.reserve(PortRequest.fromSystemProperties().withChoice(choice));
 * }</pre>
 *
 * @param protocols for which protocols a number is wanted, one or both
 * @param ranges the ports to choose from; empty for the default
 * @param avoid ports never to give
 * @param safeOn stacks that must not lend the port to a client either
 * @param skipNamed whether ports with a name in the services file are left out; by default where {@code ranges} is empty
 * @since 0.1.0
 */
public record PortChoice(
        Set<Protocol> protocols,
        List<PortRange> ranges,
        List<PortRange> avoid,
        Set<StackProfile> safeOn,
        Optional<Boolean> skipNamed) {

    /** The default: TCP ports, everything left to the kit. */
    public static final PortChoice USUAL =
            new PortChoice(Set.of(Protocol.TCP), List.of(), List.of(), Set.of(), Optional.empty());

    /**
     * Copies the collections.
     *
     * @param protocols for which protocols a number is wanted, one or both
     * @param ranges the ports to choose from; empty for the default
     * @param avoid ports never to give
     * @param safeOn stacks that must not lend the port to a client either
     * @param skipNamed whether ports with a name in the services file are left out
     * @throws IllegalArgumentException if {@code protocols} is empty
     */
    public PortChoice {
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("protocols must name one or both of TCP and UDP");
        }
        // in the same order in each JVM
        protocols = Collections.unmodifiableSet(EnumSet.copyOf(protocols));
        ranges = List.copyOf(ranges);
        avoid = List.copyOf(avoid);
        safeOn = Set.copyOf(safeOn);
    }

    /**
     * Returns this choice for other protocols.
     *
     * @param wanted one or both; both mean one number that is free for TCP and UDP
     * @return a choice
     * @throws IllegalArgumentException if {@code wanted} is empty
     */
    public PortChoice withProtocols(Set<Protocol> wanted) {
        return new PortChoice(wanted, ranges, avoid, safeOn, skipNamed);
    }

    /**
     * Returns this choice with other ranges to choose from.
     *
     * @param wanted the ranges; none for the default
     * @return a choice
     */
    public PortChoice withRanges(List<PortRange> wanted) {
        return new PortChoice(protocols, wanted, avoid, safeOn, skipNamed);
    }

    /**
     * Returns this choice with other ports to avoid.
     *
     * @param unwanted the ports
     * @return a choice
     */
    public PortChoice withExcludedRanges(List<PortRange> unwanted) {
        return new PortChoice(protocols, ranges, unwanted, safeOn, skipNamed);
    }

    /**
     * Returns this choice with other stacks to be safe on.
     *
     * @param profiles the stacks
     * @return a choice
     */
    public PortChoice withSafeOn(Set<StackProfile> profiles) {
        return new PortChoice(protocols, ranges, avoid, profiles, skipNamed);
    }

    /**
     * Returns this choice with the services file regarded or not.
     *
     * @param skip whether ports with a name are left out
     * @return a choice
     */
    public PortChoice withSkipNamed(boolean skip) {
        return new PortChoice(protocols, ranges, avoid, safeOn, Optional.of(skip));
    }

    /** Compares all parts. Spelled out, as a generated method takes a fresh JVM longer than its first reservation. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PortChoice
                && protocols.equals(((PortChoice) other).protocols)
                && ranges.equals(((PortChoice) other).ranges)
                && avoid.equals(((PortChoice) other).avoid)
                && safeOn.equals(((PortChoice) other).safeOn)
                && skipNamed.equals(((PortChoice) other).skipNamed);
    }

    @Override
    public int hashCode() {
        return protocols.hashCode() + 31 * (ranges.hashCode() + 31 * (avoid.hashCode() + 31 * safeOn.hashCode()));
    }
}
