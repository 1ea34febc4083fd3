package dev.freeport.internal.text;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a headline begins that names the port of a failure which does not name it itself: {@code Probably port 8080: ...}. */
public final class ProbablePort {
    private static final String BEGINNING = "Probably port ";
    private static final Pattern HEADLINE = Pattern.compile(BEGINNING + "([0-9]{1,5}): .*", Pattern.DOTALL);

    private ProbablePort() {}

    /** Returns such as {@code Probably port 8080: pid 4711 listens on it.} */
    public static String headline(int port, String why) {
        return BEGINNING + port + ": " + why;
    }

    /** Finds the port in a headline; nothing in one that begins otherwise. */
    public static OptionalInt in(String headline) {
        Matcher matcher = HEADLINE.matcher(headline);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
