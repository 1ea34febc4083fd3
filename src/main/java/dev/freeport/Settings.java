package dev.freeport;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads settings. An error names the key, its value and what would be right.
 *
 * <p>Spelled out without lambdas: the first one costs a fresh JVM about as much as a first reservation.
 */
final class Settings {
    private static final String DURATION = "it must be a number with a unit (ms, s, m), such as 50ms or 2s";

    private static final String SET_AS_PROPERTY = "; it is set as a system property";

    private final Function<String, Optional<String>> source;

    Settings(Function<String, Optional<String>> source) {
        this.source = source;
    }

    List<PortRange> ranges(String key) {
        Optional<String> text = source.apply(key);
        try {
            return text.isEmpty() ? List.of() : PortRange.parseList(text.get().strip());
        } catch (IllegalArgumentException e) {
            throw invalid(key, text, e);
        }
    }

    Set<StackProfile> profiles(String key) {
        Optional<String> text = source.apply(key);
        try {
            return text.isEmpty() ? Set.of() : StackProfile.parseList(text.get().strip());
        } catch (IllegalArgumentException e) {
            throw invalid(key, text, e);
        }
    }

    Optional<Boolean> onOrOff(String key) {
        Optional<String> text = source.apply(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "on", "true":
                return Optional.of(true);
            case "off", "false":
                return Optional.of(false);
            default:
                throw invalid(key, text, new IllegalArgumentException("it must be on or off"));
        }
    }

    LeakCheck leakCheck(String key, LeakCheck usual) {
        Optional<String> text = source.apply(key);
        if (text.isEmpty()) {
            return usual;
        }
        for (LeakCheck check : LeakCheck.values()) {
            if (check.name().equalsIgnoreCase(text.get().strip())) {
                return check;
            }
        }
        throw invalid(key, text, new IllegalArgumentException("it must be off, report or fail"));
    }

    Optional<Path> directory(String key) {
        return path(key, "it must be the path of a directory");
    }

    Optional<Path> file(String key) {
        return path(key, "it must be the path of a file");
    }

    private Optional<Path> path(String key, String rule) {
        Optional<String> text = source.apply(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().isBlank()) {
            throw invalid(key, text, new IllegalArgumentException(rule));
        }
        try {
            return Optional.of(Path.of(text.get().strip()));
        } catch (InvalidPathException e) {
            throw invalid(key, text, new IllegalArgumentException(rule + ": " + e.getReason(), e));
        }
    }

    /** Reads a duration of at most {@code longest}. */
    Duration duration(String key, Duration usual, Duration longest) {
        Optional<String> text = source.apply(key);
        try {
            return text.isEmpty()
                    ? usual
                    : requireAtMost(longest, parseDuration(text.get().strip()));
        } catch (IllegalArgumentException e) {
            throw invalid(key, text, e);
        }
    }

    static Duration requireAtMost(Duration longest, Duration duration) {
        if (duration.isNegative() || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException("it must be from 0ms to " + longest.toMinutes() + "m");
        }
        return duration;
    }

    /** Returns a duration as it would be written: in the greatest unit of which it is a whole number. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
    }

    private static Duration parseDuration(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        try {
            long amount = Long.parseLong(text.substring(0, digits));
            switch (text.substring(digits).strip()) {
                case "ms":
                    return Duration.ofMillis(amount);
                case "s":
                    return Duration.ofSeconds(amount);
                case "m":
                    return Duration.ofMinutes(amount);
                default:
                    throw new IllegalArgumentException(DURATION);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(DURATION, e);
        }
    }

    private static IllegalArgumentException invalid(
            String key, Optional<String> text, IllegalArgumentException reason) {
        boolean property = text.isPresent() && text.get().equals(System.getProperty(key));
        return new IllegalArgumentException(
                key + " (" + text.orElse("") + ") is not valid: " + reason.getMessage()
                        + (property ? SET_AS_PROPERTY : ""),
                reason);
    }

    /** Returns a sentence, after a space, that says that a system property names a directory; empty if none does. */
    static String originOf(Optional<Path> directory) {
        String property = System.getProperty(PortRequest.DIRECTORY);
        try {
            return property != null && directory.equals(Optional.of(Path.of(property.strip())))
                    ? " It is set as a system property."
                    : "";
        } catch (InvalidPathException itIsAnotherOne) {
            return "";
        }
    }

    /** The system properties as a source. */
    static final class SystemProperties implements Function<String, Optional<String>> {
        @Override
        public Optional<String> apply(String key) {
            return Optional.ofNullable(System.getProperty(key));
        }
    }
}
