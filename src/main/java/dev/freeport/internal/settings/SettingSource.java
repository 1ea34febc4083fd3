package dev.freeport.internal.settings;

import java.util.Optional;
import java.util.function.Function;

/** A source of settings that can say where they are set. */
public interface SettingSource extends Function<String, Optional<String>> {
    String origin();
}
