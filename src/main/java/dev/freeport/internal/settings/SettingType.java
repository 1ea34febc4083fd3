package dev.freeport.internal.settings;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.StackProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Parses the values of settings. A refusal says what would be right. */
enum SettingType {
    RANGES,
    PROFILES,
    SWITCH,
    DURATION,
    DIRECTORY,
    FILE,
    LEAK_CHECK,
    GUARD_SOCKET,
    NAMED_PORTS;

    private static final String DURATION_RULE = "it must be a number with a unit (ms, s, m), such as 50ms or 2s";

    Object parse(String text) {
        return switch (this) {
            case RANGES -> PortRange.parseList(text);
            case PROFILES -> StackProfile.parseList(text);
            case SWITCH -> isOn(text.toLowerCase(Locale.ROOT));
            case DURATION -> duration(text);
            case DIRECTORY -> path(text, "it must be the path of a directory");
            case FILE -> path(text, "it must be the path of a file");
            case LEAK_CHECK -> leakCheck(text.toUpperCase(Locale.ROOT));
            case GUARD_SOCKET -> guardSocket(text.toUpperCase(Locale.ROOT));
            case NAMED_PORTS -> NamedPorts.parse(text);
        };
    }

    private static boolean isOn(String text) {
        return switch (text) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("it must be on or off");
        };
    }

    private static String leakCheck(String text) {
        return switch (text) {
            case "OFF", "WARN", "FAIL" -> text;
            default -> throw new IllegalArgumentException("it must be off, warn or fail");
        };
    }

    private static String guardSocket(String text) {
        return switch (text) {
            case "AUTO", "ON", "OFF" -> text;
            case "TRUE" -> "ON";
            case "FALSE" -> "OFF";
            default -> throw new IllegalArgumentException("it must be auto, on or off");
        };
    }

    private static Path path(String text, String rule) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(rule);
        }
        if (text.equals("~") || text.startsWith("~/") || text.startsWith("~\\")) {
            throw new IllegalArgumentException(rule + "; only a shell replaces ~, so write "
                    + System.getProperty("user.home") + text.substring(1));
        }
        if (text.contains("${")) {
            throw new IllegalArgumentException(rule + "; nothing has replaced " + variable(text));
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(rule + ": " + e.getReason(), e);
        }
    }

    /** Returns the first variable of a text that contains {@code ${}. */
    private static String variable(String text) {
        int start = text.indexOf("${");
        int end = text.indexOf('}', start);
        return text.substring(start, end < 0 ? text.length() : end + 1);
    }

    private static Duration duration(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        try {
            long amount = Long.parseLong(text.substring(0, digits));
            return switch (text.substring(digits).strip()) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> throw new IllegalArgumentException(DURATION_RULE);
            };
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(DURATION_RULE, e);
        }
    }
}
