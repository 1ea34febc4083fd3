package dev.freeport.internal.settings;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.stack.Protocol;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The settings that decide which ports may be reserved. */
@SuppressWarnings("exports") // the choice is not for those for which this package is exported
public final class PortChoiceSettings {
    private PortChoiceSettings() {}

    public static PortChoice read(Function<String, Optional<String>> source) {
        return new PortChoice(
                Set.of(Protocol.TCP),
                Setting.RANGES.read(source),
                Setting.EXCLUDED_RANGES.read(source),
                Setting.SAFE_ON.read(source),
                Setting.SKIP_NAMED.find(source));
    }
}
