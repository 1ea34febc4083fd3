package dev.freeport.internal.failure;

import dev.freeport.internal.failure.BindErrorKind.Sayings;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that speaks of a port in use, of a bind, of listening, or of a server that was not started. Programs of any language
 * write such texts, and a test passes them on in a failure of any type. It is a hint: only what the system shows of the ports
 * that it names counts.
 */
record InUseText(String text) {
    private static final Pattern IN_USE = Pattern.compile("(?i)\\bin[ _-]?use\\b|addr_?inuse|being used|\\boccupied\\b"
            + "|\\bbusy\\b|not available|already (?:allocated|bound|listening|running|taken|used)"
            + "|one usage of each socket");

    private static final Pattern BIND = Pattern.compile("(?i)\\b(?:bind|bound\\b|binding\\b|listen)");

    private static final Pattern FAILED = Pattern.compile(
            "(?i)fail|error|exception|could ?n[o']t|can ?n?[o']t|unable|abort|\\bexit|severe|fatal|refused|denied");

    /** A server that was not started, and its port; a client that a server does not answer speaks of it otherwise. */
    private static final Pattern NOT_STARTED = Pattern.compile("(?i)(?:\\bfail\\w* to|\\bunable to|\\bcould ?n[o']?t"
            + "|\\bcan ?n?[o']t) start (?:(?!(?:against|at|by|for|from|in|on|to|via|with)\\b)[\\w'-]{1,40} ){0,5}?"
            + "(?:on port[ :=]{1,2}|(?:broker|listener|proxy|server|service) (?:on |at )?"
            + "(?:[a-z]{2,10}:(?://)?)?(?:[\\w.*-]{1,60}:|\\[[0-9a-f:]{2,45}]:)?)"
            + "(?<port>[0-9]{4,5})(?![0-9A-Za-z_]|-[0-9]|[.][0-9])");

    /** A number that may be a port, but not a line of code, nor a part of a version, a date or a name. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<![0-9A-Za-z_.])(?<![0-9]-)(?<![.](?:java|kt|groovy|scala):)"
                    + "(?<port>[0-9]{4,5})(?![0-9A-Za-z_]|-[0-9]|[.][0-9])");

    private static final int MOST_NUMBERS = 1000;

    static InUseText of(Throwable failure) {
        return new InUseText(BindFailureKinds.message(failure));
    }

    /** Whether it speaks of a port in use, of a bind, or of listening. */
    boolean speaks() {
        return IN_USE.matcher(text).find() || BIND.matcher(text).find() || saysItInTheUsersLanguage();
    }

    /** Returns the ports of servers that, as it says, could not be started: perhaps because another process holds the port. */
    Set<Integer> notStarted() {
        return ports(NOT_STARTED);
    }

    /** Whether it says that a port is in use, or that a bind failed. */
    boolean saysThatABindFailed() {
        return IN_USE.matcher(text).find()
                || BIND.matcher(text).find() && FAILED.matcher(text).find()
                || saysItInTheUsersLanguage();
    }

    /** Learns what the system says only for a text with a number: that takes some binds. */
    private boolean saysItInTheUsersLanguage() {
        if (!NUMBER.matcher(text).find()) {
            return false;
        }
        String inUse = Sayings.LEARNED.inUse();
        return !inUse.isEmpty() && text.contains(inUse);
    }

    /** Returns all numbers that may be ports, in ascending order. */
    Set<Integer> numbers() {
        return ports(NUMBER);
    }

    private Set<Integer> ports(Pattern pattern) {
        Set<Integer> numbers = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && numbers.size() < MOST_NUMBERS) {
            int number = Integer.parseInt(matcher.group("port"));
            if (number >= 1024 && number <= 65535) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
