package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which ports a declaration lets be picked.
 *
 * @param ranges those to choose from; empty for what the configuration parameter says
 * @param avoid those never to be given; empty for what the configuration parameter says
 * @param safeOn stacks that must not lend the port; empty for what the configuration parameter says
 */
record PortSelection(List<PortRange> ranges, List<PortRange> avoid, Set<StackProfile> safeOn) {

    static PortSelection of(String ranges, String avoid, StackProfile[] safeOn) {
        return new PortSelection(
                parse("ranges", ranges),
                parse("avoid", avoid),
                safeOn.length == 0 ? Set.of() : new HashSet<>(Arrays.asList(safeOn)));
    }

    private static List<PortRange> parse(String attribute, String text) {
        try {
            return text.isEmpty() ? List.of() : PortRange.parseList(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "attribute " + attribute + " (" + text + ") is not valid: " + e.getMessage(), e);
        }
    }

    /** Puts what is said here in the place of what the configuration parameters say. */
    PortRequest applyTo(PortRequest configured) {
        if (ranges.isEmpty() && avoid.isEmpty() && safeOn.isEmpty()) {
            return configured;
        }
        PortChoice choice = configured.choice();
        if (!ranges.isEmpty()) {
            choice = choice.withRanges(ranges);
        }
        if (!avoid.isEmpty()) {
            choice = choice.withExcludedRanges(avoid);
        }
        if (!safeOn.isEmpty()) {
            choice = choice.withSafeOn(safeOn);
        }
        return configured.withChoice(choice);
    }

    void addTo(Map<String, String> attributes) {
        put(attributes, "ranges", ranges.stream().map(PortRange::toString).toList());
        put(attributes, "avoid", avoid.stream().map(PortRange::toString).toList());
        put(
                attributes,
                "safeOn",
                safeOn.stream().map(StackProfile::name).sorted().toList());
    }

    private static void put(Map<String, String> attributes, String attribute, List<String> parts) {
        if (!parts.isEmpty()) {
            attributes.put(attribute, String.join(",", parts));
        }
    }
}
