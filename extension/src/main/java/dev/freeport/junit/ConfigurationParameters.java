package dev.freeport.junit;

import dev.freeport.internal.settings.SettingSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** JUnit's configuration parameters as a source of settings. */
record ConfigurationParameters(ExtensionContext context) implements SettingSource {
    @Override
    public Optional<String> apply(String key) {
        return context.getConfigurationParameter(key);
    }

    @Override
    public String origin() {
        return "it is set in junit-platform.properties or by the launcher";
    }
}
