package dev.freeport.internal.timeline;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A build in ten lines of Markdown, for the summary of a CI job: what could not be bound, leaks, the slowest waits. */
final class BuildSummary {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final int MOST_FAILURES = 3;
    private static final int MOST_LEAKS = 1;
    private static final int MOST_WAITS = 1;
    private static final int LONGEST = 300;

    private BuildSummary() {}

    static String of(BuildFacts facts) {
        List<String> lines = new ArrayList<>();
        String command = facts.command().isEmpty() ? "" : ": " + code(facts.command());
        lines.add("### Ports of " + (facts.project().isEmpty() ? "this run" : code(facts.project())) + command);
        lines.add("");
        long waitedInVain =
                facts.waits.stream().filter(wait -> wait.granted() == 0).count();
        lines.add(count(facts.bindFailures.size(), "bind failure") + ", " + count(facts.leaks.size(), "leak") + ", "
                + count(facts.waits.size(), "wait") + (waitedInVain > 0 ? " (" + waitedInVain + " in vain)" : "") + "; "
                + count(facts.reservations.size(), "reservation") + " in " + count(facts.jvms.size(), "JVM") + ".");
        lines.add("");
        add(lines, facts.bindFailures, MOST_FAILURES, "bind failure");
        add(lines, facts.leaks, MOST_LEAKS, "leak");
        facts.waits.stream()
                .sorted(Comparator.comparing(BuildSummary::length).reversed())
                .limit(MOST_WAITS)
                .forEach(wait -> lines.add("- Slowest wait: " + length(wait).toMillis() + " ms for "
                        + (wait.port() == 0 ? "any port of the pool" : "port " + wait.port())
                        + (wait.granted() == 0 ? ", in vain" : "") + ", " + code(wait.purpose())));
        return String.join("\n", lines) + "\n";
    }

    private static void add(List<String> lines, List<BuildFacts.Problem> problems, int most, String what) {
        problems.stream()
                .limit(most)
                .forEach(problem -> lines.add("- " + (what.equals("leak") ? "Leak" : "Bind failure") + " at "
                        + CLOCK.format(problem.time) + " UTC"
                        + (problem.test.isEmpty() ? "" : ", " + code(problem.test))
                        + ": " + code(problem.headline)));
        int more = problems.size() - most;
        if (more > 0) {
            lines.add("- and " + count(more, "more " + what));
        }
    }

    private static Duration length(BuildFacts.Wait wait) {
        return Duration.between(wait.from(), wait.to());
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** Shows a text as it is: in a span of code nothing is an element, a link or emphasis. */
    private static String code(String text) {
        String line = text.replaceAll("[`\\p{Cntrl}]", "'");
        return "`" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line) + "`";
    }
}
