package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
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
                ranges.isEmpty() ? List.of() : Setting.RANGES.parse("attribute ranges", ranges),
                avoid.isEmpty() ? List.of() : Setting.EXCLUDED_RANGES.parse("attribute excludedRanges", avoid),
                safeOn.length == 0 ? Set.of() : new HashSet<>(Arrays.asList(safeOn)));
    }

    /** Puts what is said here in the place of what the configuration parameters say. */
    PortRequest applyTo(PortRequest configured) {
        PortRequest request = configured;
        if (!ranges.isEmpty()) {
            request = request.withRanges(ranges.toArray(PortRange[]::new));
        }
        if (!avoid.isEmpty()) {
            request = request.withExcludedRanges(avoid.toArray(PortRange[]::new));
        }
        if (!safeOn.isEmpty()) {
            request = request.withSafeOn(safeOn.toArray(StackProfile[]::new));
        }
        return request;
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
