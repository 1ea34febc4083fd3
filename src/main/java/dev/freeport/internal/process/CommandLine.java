package dev.freeport.internal.process;

import dev.freeport.internal.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Makes a command line fit for a build log: on one line, no secrets, no endless class path. */
public final class CommandLine {
    private static final int LONGEST_ARGUMENT = 120;
    private static final int LONGEST_LINE = 800;
    private static final int LONGEST_NAME = 200;

    private CommandLine() {}

    /** Renders a command line, that of a JVM behind its main class or jar, which may stand far behind a class path. */
    public static String render(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Secrets.hide(arguments).forEach(argument -> words.add(shorten(argument)));
        String title = JvmCommand.title(arguments)
                .map(name -> shorten(Secrets.hide(name)) + ": ")
                .orElse("");
        return printable(title + String.join(" ", words), LONGEST_LINE);
    }

    /** Renders the name of a program or a folder, which may consist of anything. */
    static String name(String name) {
        return printable(name, LONGEST_NAME);
    }

    private static String printable(String text, int longest) {
        String line = Printable.line(text.strip());
        return line.length() <= longest ? line : line.substring(0, longest) + "...";
    }

    /** Keeps both ends of a long argument, so that the main class behind a class path is still reached. */
    private static String shorten(String argument) {
        int half = LONGEST_ARGUMENT / 2;
        return argument.length() <= LONGEST_ARGUMENT
                ? argument
                : argument.substring(0, half) + "..." + argument.substring(argument.length() - half);
    }
}
