package dev.freeport.maven;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a fixed port waits for its turn, and for how long. The failure after the wait says the whole. */
final class WaitReason {
    private static final Pattern HOLDER =
            Pattern.compile(" could not be reserved within [^;]+; (?<reason>it (?:is|was) .*)");
    private static final Pattern OWNER = Pattern.compile(" could not be reserved within [^,]*, but (?<reason>.*)");
    private static final Pattern HEADLINE = Pattern.compile(" could not be reserved within [^.]*\\. (?<reason>.*)");

    private WaitReason() {}

    /** Finds who has the port, in the message of a try without a wait; nothing if no wait can help. */
    static String in(String message) {
        for (Pattern pattern : new Pattern[] {HOLDER, OWNER, HEADLINE}) {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                return matcher.group("reason");
            }
        }
        return "";
    }

    /** Returns {@code 30 minutes} or {@code 90 s}. */
    static String inWords(Duration timeout) {
        long minutes = timeout.toMinutes();
        return minutes > 1 && timeout.equals(Duration.ofMinutes(minutes))
                ? minutes + " minutes"
                : timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
