package dev.freeport.internal.settings;

import dev.freeport.internal.text.Warnings;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A setting: its key, its parser, its default, its upper bound and what reads it. The constants are the table of all
 * settings, {@code PortRequest} says what they mean; a new one needs a line here, a constant and its use there, and a row on
 * the page of settings. Without a default are those whose default depends on the host or on others.
 *
 * <p>Spelled out without lambdas: the first one costs a fresh JVM about as much as a first reservation.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
    /** How the key of each setting begins. */
    public static final String PREFIX = "freeport.";

    private static final List<Setting<?>> TABLE = new ArrayList<>();

    public static final Setting<Path> DIRECTORY = new Setting<>("directory", SettingType.DIRECTORY, null, Scope.KIT);
    public static final Setting<List<PortRange>> RANGES =
            new Setting<>("ranges", SettingType.RANGES, List.of(), Scope.KIT);
    public static final Setting<List<PortRange>> EXCLUDED_RANGES =
            new Setting<>("excluded-ranges", SettingType.RANGES, List.of(), Scope.KIT);
    public static final Setting<Set<StackProfile>> SAFE_ON =
            new Setting<>("safe-on", SettingType.PROFILES, Set.of(), Scope.KIT);
    public static final Setting<Boolean> SKIP_NAMED = new Setting<>("skip-named", SettingType.SWITCH, null, Scope.KIT);
    public static final Setting<String> GUARD_SOCKET =
            new Setting<>("guard-socket", SettingType.GUARD_SOCKET, "AUTO", Scope.KIT);
    public static final Setting<Duration> COOL_DOWN =
            new Setting<>("cool-down", SettingType.DURATION, Duration.ofSeconds(2), Scope.KIT, Duration.ofHours(1));
    public static final Setting<String> LEAKS = new Setting<>("leaks", SettingType.LEAK_CHECK, "WARN", Scope.KIT);
    public static final Setting<Duration> TIMEOUT =
            new Setting<>("timeout", SettingType.DURATION, Duration.ofMinutes(1), Scope.KIT, Duration.ofDays(1));
    public static final Setting<Duration> DIAGNOSIS_DEADLINE = new Setting<>(
            "diagnosis-deadline", SettingType.DURATION, Duration.ofSeconds(5), Scope.KIT, Duration.ofMinutes(1));
    public static final Setting<Path> TIMELINE = new Setting<>("timeline", SettingType.FILE, null, Scope.KIT);
    public static final Setting<Map<String, List<Integer>>> BUILD_PORTS =
            new Setting<>("build-ports", SettingType.NAMED_PORTS, Map.of(), Scope.KIT);
    public static final Setting<Boolean> EXPLAIN = new Setting<>("explain", SettingType.SWITCH, true, Scope.LAUNCHER);
    public static final Setting<Boolean> BIND_LOG =
            new Setting<>("bind-log", SettingType.SWITCH, false, Scope.LAUNCHER);
    public static final Setting<Boolean> REPORT_ENTRIES =
            new Setting<>("report-entries", SettingType.SWITCH, false, Scope.EXTENSION);

    private final String key;
    private final SettingType type;
    private final @Nullable T byDefault;
    private final Scope scope;
    private final @Nullable Duration longest;

    private Setting(String name, SettingType type, @Nullable T byDefault, Scope scope) {
        this(name, type, byDefault, scope, null);
    }

    private Setting(String name, SettingType type, @Nullable T byDefault, Scope scope, @Nullable Duration longest) {
        this.key = PREFIX + name;
        this.type = type;
        this.byDefault = byDefault;
        this.scope = scope;
        this.longest = longest;
        TABLE.add(this);
    }

    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Setting<?> setting : TABLE) {
            keys.add(setting.key);
        }
        return keys;
    }

    /** Tells whether a text is the key of a setting. */
    public static boolean isKey(String text) {
        for (Setting<?> setting : TABLE) {
            if (setting.key.equals(text)) {
                return true;
            }
        }
        return false;
    }

    public String key() {
        return key;
    }

    public Scope scope() {
        return scope;
    }

    public T read(Function<String, Optional<String>> source) {
        Optional<T> value = find(source);
        return value.isPresent() ? value.get() : Objects.requireNonNull(byDefault, key);
    }

    /** Reads the setting where a value that is not valid must not fail a test: a warning says that the default applies. */
    public T readOrWarn(Function<String, Optional<String>> source) {
        try {
            return read(source);
        } catch (IllegalArgumentException invalid) {
            Warnings.say(invalid.getMessage() + "; the default applies instead.");
            return Objects.requireNonNull(byDefault, key);
        }
    }

    /** Returns nothing, with a warning, for what is not valid. */
    public Optional<T> findOrWarn(Function<String, Optional<String>> source) {
        try {
            return find(source);
        } catch (IllegalArgumentException invalid) {
            Warnings.say(invalid.getMessage() + "; it is ignored.");
            return Optional.empty();
        }
    }

    public Optional<T> find(Function<String, Optional<String>> source) {
        Optional<String> text = source.apply(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(key, text.get(), source));
    }

    /** Parses a value that is given in another place than a setting, such as an attribute of an annotation. */
    public T parse(String name, String text) {
        return parse(name, text, null);
    }

    private T parse(String name, String text, @Nullable Function<String, Optional<String>> source) {
        try {
            @SuppressWarnings("unchecked") // the table pairs types and parsers
            T value = (T) type.parse(text.strip());
            requireInBounds(value);
            return value;
        } catch (IllegalArgumentException e) {
            String origin = source == null ? "" : origin(source);
            throw InvalidSettingException.of(name, text, String.valueOf(e.getMessage()), origin, e);
        }
    }

    public T require(String name, T value) {
        try {
            requireInBounds(value);
            return value;
        } catch (IllegalArgumentException e) {
            throw InvalidSettingException.of(name, value.toString(), String.valueOf(e.getMessage()), "", e);
        }
    }

    private void requireInBounds(T value) {
        if (longest != null && (((Duration) value).isNegative() || ((Duration) value).compareTo(longest) > 0)) {
            throw new IllegalArgumentException("it must be from 0ms to " + longest.toMinutes() + "m");
        }
    }

    public String origin(Function<String, Optional<String>> source) {
        Optional<String> text = source.apply(key);
        if (text.isEmpty()) {
            return "";
        }
        if (text.get().equals(System.getProperty(key))) {
            return "it is set as a system property";
        }
        return source instanceof SettingSource ? ((SettingSource) source).origin() : "";
    }

    /** What reads a setting. */
    public enum Scope {
        KIT,
        EXTENSION,
        LAUNCHER
    }
}
