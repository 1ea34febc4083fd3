package dev.freeport.owner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes a command line fit for a public build log: no secrets, no endless class path. */
final class CommandLine {
    /** Bounded, as an argument may be 128 KiB long, and time would grow with the square of that. */
    private static final String SECRET_NAME =
            "(?i)(?:passw|passphrase|requirepass|token|secret|credential|key)[\\w.-]{0,64}+";

    private static final Pattern ASSIGNED = Pattern.compile("(" + SECRET_NAME + "[\"']?[=:]).+", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("-{1,2}[\\w.-]{0,64}?" + SECRET_NAME);
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@:\\s]*:)[^/@\\s]+@");
    private static final int LONGEST_ARGUMENT = 120;
    private static final int LONGEST_LINE = 800;

    private CommandLine() {}

    /** Renders a command line, that of a JVM behind its main class or jar, which may stand far behind a class path. */
    static String render(List<String> arguments) {
        List<String> words = new ArrayList<>();
        boolean secretNext = false;
        for (String argument : arguments) {
            words.add(secretNext ? "***" : shorten(redact(argument)));
            secretNext = OPTION.matcher(argument).matches();
        }
        String title = JvmCommand.title(arguments).map(name -> name + ": ").orElse("");
        String line =
                (title + String.join(" ", words)).replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }

    private static String redact(String argument) {
        String assigned = ASSIGNED.matcher(argument).replaceFirst("$1***");
        return IN_ADDRESS.matcher(assigned).replaceAll("$1***@");
    }

    /** Keeps both ends of a long argument, so that the main class behind a class path is still reached. */
    private static String shorten(String argument) {
        int half = LONGEST_ARGUMENT / 2;
        return argument.length() <= LONGEST_ARGUMENT
                ? argument
                : argument.substring(0, half) + "..." + argument.substring(argument.length() - half);
    }
}
