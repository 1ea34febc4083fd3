package dev.freeport;

import dev.freeport.warning.Spelling;
import dev.freeport.warning.Warnings;
import java.util.Set;
import java.util.TreeSet;

/** Warns of settings that are none, which would otherwise be without effect and without a word. */
final class UnknownKeys {
    static final String PREFIX = "freeport.";

    static final String EXPLAIN = PREFIX + "explain";
    static final String REPORT_ENTRIES = PREFIX + "report-entries";

    /** All settings, also those that others than {@link PortRequest} read. */
    private static final Set<String> KNOWN = Set.of(
            PortRequest.RANGES,
            PortRequest.AVOID,
            PortRequest.SAFE_ON,
            PortRequest.SKIP_NAMED,
            PortRequest.DIRECTORY,
            PortRequest.GUARD,
            PortRequest.COOL_DOWN,
            PortRequest.WAIT,
            PortRequest.LEAKS,
            PortRequest.REPORT,
            PortRequest.DIAGNOSIS_DEADLINE,
            EXPLAIN,
            REPORT_ENTRIES);

    private static final Set<String> SAID = new TreeSet<>();

    private UnknownKeys() {}

    static synchronized void warnOf(Iterable<String> keys) {
        for (String key : keys) {
            if (key.startsWith(PREFIX) && !KNOWN.contains(key) && SAID.add(key)) {
                Warnings.say("Setting " + key + " is not known, and without effect. " + advice(key));
            }
        }
    }

    private static String advice(String key) {
        return Spelling.nearest(key, PREFIX, KNOWN)
                .map(near -> "Did you mean " + near + "?")
                .orElseGet(() -> "Known are " + String.join(", ", new TreeSet<>(KNOWN)) + ".");
    }
}
