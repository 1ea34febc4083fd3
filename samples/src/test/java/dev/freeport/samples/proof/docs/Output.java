package dev.freeport.samples.proof.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the product prints, less what differs from run to run. */
final class Output {
    private static final List<Pattern> CHANGING = List.of(
            // the samples appear as those of a company
            Pattern.compile("\\b(?:dev\\.freeport\\.samples|com\\.acme)\\.(?:[a-z]\\w*\\.)*"),
            // where IPv6 is switched off, all addresses are those of IPv4
            Pattern.compile("\\[::]|\\b0\\.0\\.0\\.0\\b"),
            Pattern.compile("(?<=user )[^ ,]+"),
            Pattern.compile("\\([^()]* this JVM\\)"),
            Pattern.compile("(?<=is dynamic on ).*"),
            Pattern.compile("\\d+"));

    /** Is said where the JDK denies native access, as from 24 on. */
    private static final String NO_NATIVE_ACCESS = "  note        Sockets that are bound and do not listen cannot";

    /** Where the command line and the surroundings of a process stand. */
    private static final String CONTINUED = " ".repeat(14);

    private Output() {}

    /** Returns a text without packages, users, numbers and what is said of a process. */
    static String withoutDetails(String text) {
        List<String> lines = new ArrayList<>();
        boolean ofProcess = false;
        for (String line : text.lines().toList()) {
            ofProcess = line.startsWith("  process ") || ofProcess && line.startsWith(CONTINUED);
            boolean continued = ofProcess && line.startsWith(CONTINUED);
            if (!continued && !line.startsWith(NO_NATIVE_ACCESS)) {
                String plain = line;
                for (Pattern changing : CHANGING) {
                    plain = changing.matcher(plain).replaceAll("#");
                }
                lines.add(plain.stripTrailing());
            }
        }
        return String.join("\n", lines).strip();
    }
}
