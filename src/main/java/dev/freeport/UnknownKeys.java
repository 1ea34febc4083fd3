package dev.freeport;

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
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String known : new TreeSet<>(KNOWN)) {
            int distance = distance(key.substring(PREFIX.length()), known.substring(PREFIX.length()));
            if (distance < least) {
                least = distance;
                nearest = known;
            }
        }
        return least <= (key.length() - PREFIX.length() + 1) / 2
                ? "Did you mean " + nearest + "?"
                : "Known are " + String.join(", ", new TreeSet<>(KNOWN)) + ".";
    }

    /** Counts the letters to be inserted, left out or exchanged to make one word of the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
