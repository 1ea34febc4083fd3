package dev.freeport.internal.settings;

import dev.freeport.internal.text.Spelling;
import dev.freeport.internal.text.Warnings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Warns of keys that look like a setting and are none, which would otherwise have no effect without a word. */
public final class UnknownSettings {
    /** The keys of earlier snapshots, and what they are called now. */
    private static final Map<String, Setting<?>> RENAMED = Map.of(
            Setting.PREFIX + "avoid", Setting.EXCLUDED_RANGES,
            Setting.PREFIX + "guard", Setting.GUARD_SOCKET,
            Setting.PREFIX + "report", Setting.TIMELINE,
            Setting.PREFIX + "wait", Setting.TIMEOUT);

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
            Warnings.say("Setting " + key + " is unknown and has no effect. " + advice(key));
        }
    }

    private static String advice(String key) {
        Setting<?> renamed = RENAMED.get(key);
        if (renamed != null) {
            return "It is called " + renamed.key() + " now.";
        }
        return Spelling.nearest(key, Setting.PREFIX, Setting.keys())
                .map(near -> "Did you mean " + near + "?")
                .orElseGet(() -> "Known are " + String.join(", ", new TreeSet<>(Setting.keys())) + ".");
    }
}
