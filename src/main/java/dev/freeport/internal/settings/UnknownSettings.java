package dev.freeport.internal.settings;

import dev.freeport.internal.text.Spelling;
import dev.freeport.internal.text.Warnings;
import java.util.Set;
import java.util.TreeSet;

/** Warns of keys that look like a setting and are none, which would otherwise have no effect without a word. */
public final class UnknownSettings {
    private static final Set<String> SAID = new TreeSet<>();

    private UnknownSettings() {}

    /** Warns, once in this JVM, of each key that begins with {@value Setting#PREFIX} and is no setting. */
    public static void warnOf(Iterable<String> keys) {
        for (String key : keys) {
            if (key.startsWith(Setting.PREFIX) && !Setting.keys().contains(key)) {
                warnOf(key);
            }
        }
    }

    private static synchronized void warnOf(String key) {
        if (SAID.add(key)) {
            Warnings.say("Setting " + key + " is unknown and has no effect. "
                    + Spelling.nearest(key, Setting.PREFIX, Setting.keys())
                            .map(near -> "Did you mean " + near + "?")
                            .orElseGet(() -> "Known are " + String.join(", ", new TreeSet<>(Setting.keys())) + "."));
        }
    }
}
