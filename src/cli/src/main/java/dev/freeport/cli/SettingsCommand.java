package dev.freeport.cli;

import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.text.Spelling;
import java.util.List;
import picocli.CommandLine.Option;

/** A command whose answer depends on settings, such as the directory that JVMs share. */
abstract class SettingsCommand extends AnswerCommand {
    /** Those of the extension may be set for a whole build. */
    static final List<String> KEYS = Setting.keys();

    /** Sets system properties, which the kit reads. */
    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "A setting, such as -Dfreeport.ranges=20000-20999.")
    void set(List<String> settings) {
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            if (!KEYS.contains(keyAndValue[0])) {
                throw usageError("-D (" + keyAndValue[0] + ") "
                        + Spelling.nearest(keyAndValue[0], Setting.PREFIX, KEYS)
                                .map(near -> "is unknown. Did you mean " + near + "?")
                                .orElse("must be one of " + String.join(", ", KEYS)));
            }
            if (keyAndValue.length < 2) {
                throw usageError("-D (" + setting + ") must be KEY=VALUE, such as -Dfreeport.ranges=20000-20999");
            }
            System.setProperty(keyAndValue[0], keyAndValue[1]);
        }
    }

    PortRequest request() {
        try {
            return PortRequest.fromSystemProperties();
        } catch (IllegalArgumentException invalid) {
            throw usageError(String.valueOf(invalid.getMessage()));
        }
    }
}
