package dev.freeport.internal.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The explanations that this JVM has given in full, by their first lines, and where it gave them: what is the same as before
 * takes one line. Safe for use by several threads.
 */
public final class GivenExplanations {
    private static final int MOST = 500;

    private static final Pattern PORT = Pattern.compile("[0-9]");
    private static final Pattern BOUND = Pattern.compile("(?m) Bound at [^ ]+:[0-9]+[.]$");

    private static final Map<String, String> PLACES = new LinkedHashMap<>();

    private GivenExplanations() {}

    /** Notes an explanation that is about to be given in full; returns the place of the earlier one instead if there is one. */
    public static synchronized Optional<String> note(String headline, String place) {
        String earlier = PLACES.putIfAbsent(headline, place);
        if (PLACES.size() > MOST) {
            PLACES.remove(PLACES.keySet().iterator().next());
        }
        return Optional.ofNullable(earlier);
    }

    /**
     * Gives an explanation in full the first time, and later its first line and where the whole is. Explanations are the same
     * if their first lines name the same port, wherever it was bound, or if they are the same as a whole.
     */
    public static String abridge(String text, String place) {
        String headline = text.lines().findFirst().orElse("");
        String withoutPlace = BOUND.matcher(headline).replaceFirst("");
        String key = PORT.matcher(withoutPlace).find()
                ? withoutPlace
                : BOUND.matcher(text).replaceFirst("");
        return note(key, place)
                .map(earlier -> headline + " Explained above" + (earlier.isEmpty() ? "." : ", at " + earlier + "."))
                .orElse(text);
    }

    /** Forgets all, for tests. */
    public static synchronized void clear() {
        PLACES.clear();
    }
}
