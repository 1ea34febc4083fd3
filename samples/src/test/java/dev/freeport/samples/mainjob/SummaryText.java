package dev.freeport.samples.mainjob;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The summary in words for somebody who sees this project for the first time.
 *
 * @param summary what is told
 */
record SummaryText(Summary summary) {
    private static final int FAILURES_SHOWN = 5;
    private static final String ROW = "  %-36s %-22s %s%n";

    String complete() {
        StringBuilder text = new StringBuilder();
        text.append("Every test chose a port, took 50-200 ms as a starting application does, and then started,\n")
                .append("asked and stopped a real server on it, twice: the JDK's HttpServer, Jetty, Netty, or one\n")
                .append("in a child process. Meanwhile other programs' connections used up the system's ports.\n\n");
        text.append(String.format(ROW, "", "@FreePort", "bind port 0, close (control)"));
        row(text, "servers started", RoundResult::servers);
        row(text, "forked JVMs, 4 tests at a time each", RoundResult::jvms);
        row(text, "different ports used", RoundResult::ports);
        row(text, "collisions", SummaryText::collisions);
        row(text, "  address already in use", round -> round.failures(Failure.Kind.ADDRESS_IN_USE));
        row(text, "  another server answered", round -> round.failures(Failure.Kind.WRONG_SERVER));
        row(text, "failed for another reason", round -> round.failures(Failure.Kind.OTHER));
        row(text, "range to avoid (dynamic ports)", round -> orUnreadable(round.dynamicRange()));
        row(text, "tests with a port inside that range", round -> orUnreadable(round.portsInDynamicRange()));
        row(text, "storm: connections", round -> round.storm().connections());
        row(text, "storm: connections, port bound first", round -> round.storm().boundConnections());
        row(text, "storm: servers on port 0", round -> round.storm().servers());
        row(text, "storm: of these found no port", round -> round.storm().failed());
        text.append('\n').append(where());
        text.append("\n\nWhat a failure looks like when another process really has the port:\n\n");
        String.valueOf(summary.occupied().failure().getMessage())
                .lines()
                .forEach(line -> text.append("  " + line + '\n'));
        failures(text);
        return text.append('\n').append(summary.verdict()).toString();
    }

    private void row(StringBuilder text, String name, Function<RoundResult, Object> value) {
        text.append(String.format(ROW, name, value.apply(summary.freeport()), value.apply(summary.classic())));
    }

    private static String collisions(RoundResult round) {
        long tries = round.servers() + round.failures(Failure.Kind.ADDRESS_IN_USE);
        double perThousand = tries == 0 ? 0 : 1000.0 * round.collisions() / tries;
        return round.collisions() == 0
                ? "0"
                : String.format(Locale.ROOT, "%d (%.0f of 1000 starts)", round.collisions(), perThousand);
    }

    private static String orUnreadable(Optional<?> value) {
        return value.map(String::valueOf).orElse("not readable");
    }

    private String where() {
        return summary.network().isPossible()
                ? "Each round had a network namespace of its own, so the storm touched nothing else on this machine."
                : "The storm was ten times gentler than it could be: the rounds shared this machine's ports with\n"
                        + "everything else, because they could not have a network namespace of their own here\n("
                        + summary.network().hindrance() + ").";
    }

    private void failures(StringBuilder text) {
        if (!summary.freeport().failures().isEmpty()) {
            text.append("\nWhat went wrong on @FreePort ports:\n\n");
            text.append(summary.freeport().failures().stream()
                    .limit(FAILURES_SHOWN)
                    .map(failure -> "  " + failure.kind() + " " + failure.message() + '\n')
                    .collect(Collectors.joining()));
        }
    }
}
