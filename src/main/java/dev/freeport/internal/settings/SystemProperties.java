package dev.freeport.internal.settings;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The system properties as a source of settings. */
public final class SystemProperties implements Function<String, Optional<String>> {
    public static final SystemProperties ALL = new SystemProperties();

    private static volatile boolean checked;

    private SystemProperties() {}

    /** Returns them, and warns at the first call of those that look like a setting and are none. */
    public static SystemProperties checked() {
        if (!checked) {
            checked = true;
            Set<String> keys = System.getProperties().stringPropertyNames();
            for (String key : keys) {
                if (key.startsWith(Setting.PREFIX)) {
                    UnknownSettings.warnOf(keys);
                    break;
                }
            }
        }
        return ALL;
    }

    @Override
    public Optional<String> apply(String key) {
        return Optional.ofNullable(System.getProperty(key));
    }
}
