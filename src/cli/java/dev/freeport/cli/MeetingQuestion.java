package dev.freeport.cli;

import dev.freeport.PortRequest;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** A command whose answer depends on settings, such as the directory in which JVMs meet. */
abstract class MeetingQuestion extends Question {
    private static final List<String> KEYS = List.of(
            PortRequest.DIRECTORY,
            PortRequest.RANGES,
            PortRequest.AVOID,
            PortRequest.SAFE_ON,
            PortRequest.SKIP_NAMED,
            PortRequest.GUARD,
            PortRequest.COOL_DOWN,
            PortRequest.LEAKS,
            PortRequest.WAIT,
            PortRequest.DIAGNOSIS_DEADLINE,
            PortRequest.REPORT);

    /** Also what the kit itself reads, wherever it does. */
    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "A setting as in tests, such as -Dfreeport.directory=/var/tmp/ports.")
    void set(Map<String, String> settings) {
        settings.forEach((key, value) -> {
            if (!KEYS.contains(key)) {
                throw wrong("-D (" + key + ") must be one of " + String.join(", ", KEYS));
            }
            System.setProperty(key, value);
        });
    }

    PortRequest request() {
        try {
            return PortRequest.fromSystemProperties();
        } catch (IllegalArgumentException invalid) {
            throw wrong(String.valueOf(invalid.getMessage()));
        }
    }
}
