package dev.freeport;

import dev.freeport.internal.text.Spelling;
import dev.freeport.internal.text.Warnings;
import java.util.Set;
import java.util.TreeSet;

/** Warns of settings that are none, which would otherwise be without effect and without a word. */
final class SettingNames {
    static final String PREFIX = "freeport.";

    static final String EXPLAIN = PREFIX + "explain";
    static final String REPORT_ENTRIES = PREFIX + "report-entries";

    /** All settings, also those that others than {@link PortRequest} read. */
    private static final Set<String> KNOWN = Set.of(
            PortRequest.RANGES,
            PortRequest.EXCLUDED_RANGES,
            PortRequest.SAFE_ON,
            PortRequest.SKIP_NAMED,
            PortRequest.DIRECTORY,
            PortRequest.GUARD_SOCKET,
            PortRequest.COOL_DOWN,
            PortRequest.TIMEOUT,
            PortRequest.LEAKS,
            PortRequest.TIMELINE,
            PortRequest.DIAGNOSIS_DEADLINE,
            EXPLAIN,
            REPORT_ENTRIES);

    private static final Set<String> SAID = new TreeSet<>();

    private SettingNames() {}

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
