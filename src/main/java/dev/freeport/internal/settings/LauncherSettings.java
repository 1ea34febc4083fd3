package dev.freeport.internal.settings;

import java.util.Optional;
import java.util.function.Function;

/** The settings of the run for code that no test calls, such as that of a framework: JUnit's configuration parameters. */
public final class LauncherSettings implements SettingSource {
    private static volatile Function<String, Optional<String>> parameters = SystemProperties.ALL;

    private static final LauncherSettings CURRENT = new LauncherSettings();

    private LauncherSettings() {}

    /** Takes the configuration parameters of a run, which fall back to the system properties. */
    public static void use(Function<String, Optional<String>> ofRun) {
        parameters = ofRun;
    }

    /** Forgets the parameters of an earlier run. */
    public static void forget() {
        parameters = SystemProperties.ALL;
    }

    /** Returns those of this run; the system properties if it has no settings. */
    public static Function<String, Optional<String>> current() {
        return parameters == SystemProperties.ALL ? SystemProperties.checked() : CURRENT;
    }

    @Override
    public Optional<String> apply(String key) {
        return parameters.apply(key);
    }

    @Override
    public String origin() {
        return "it is set in junit-platform.properties or by the launcher";
    }
}
