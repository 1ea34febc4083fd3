package dev.freeport.internal.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The test in a purpose such as {@code parameter 'port' of com.acme.ShopTests.ships(int)} or
 * {@code field 'port' of com.acme.ShopTests, in ships()}.
 *
 * @param type the name of its class
 * @param method the method with its parameters, and the invocation if there are several; empty if the port is one of the class
 */
public record TestName(String type, String method) {
    private static final Pattern PURPOSE = Pattern.compile("(?:parameter|field|extension) '[^']*' of "
            + "(?:constructor (?<constructed>[\\w.$]+)\\([^)]*\\)"
            + "|(?<type>[\\w.$]+?)(?:[.](?<method>\\w+\\([^)]*\\)))?)(?:, in (?<in>.*))?");

    /** Finds the test; none if a purpose is worded otherwise. */
    public static Optional<TestName> in(String purpose) {
        Matcher matcher = PURPOSE.matcher(purpose);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String type = matcher.group("type");
        return Optional.of(new TestName(
                type == null ? matcher.group("constructed") : type,
                (text(matcher, "method") + " " + text(matcher, "in")).strip()));
    }

    private static String text(Matcher matcher, String group) {
        String text = matcher.group(group);
        return text == null ? "" : text;
    }

    /** Returns a purpose in few words: {@code ShopTests.ships(int)}, or itself. */
    public static String shorten(String purpose) {
        return in(purpose).map(TestName::toString).orElse(purpose);
    }

    /** Returns the class without its package, and the method. */
    @Override
    public String toString() {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return method.isEmpty() ? simple : simple + "." + method;
    }
}
