package dev.freeport.cli;

import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.text.Spelling;
import java.util.List;
import picocli.CommandLine.Option;

/** A command whose answer depends on settings, such as the directory in which JVMs meet. */
abstract class MeetingQuestion extends Question {
    /** Those of the extension are not wrong where it is not. */
    static final List<String> KEYS = Setting.keys();

    /** Also what the kit itself reads, wherever it does. */
    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting as in tests, such as -Dfreeport.timeout=30s.")
    void set(List<String> settings) {
        for (String setting : settings) {
            String[] keyAndValue = setting.split("=", 2);
            if (!KEYS.contains(keyAndValue[0])) {
                throw wrong("-D (" + keyAndValue[0] + ") "
                        + Spelling.nearest(keyAndValue[0], "freeport.", KEYS)
                                .map(near -> "is not known. Did you mean " + near + "?")
                                .orElse("must be one of " + String.join(", ", KEYS)));
            }
            if (keyAndValue.length < 2) {
                throw wrong("-D (" + setting + ") must be KEY=VALUE, such as -Dfreeport.timeout=30s");
            }
            System.setProperty(keyAndValue[0], keyAndValue[1]);
        }
    }

    PortRequest request() {
        try {
            return PortRequest.fromSystemProperties();
        } catch (IllegalArgumentException invalid) {
            throw wrong(String.valueOf(invalid.getMessage()));
        }
    }
}
