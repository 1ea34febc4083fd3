package dev.freeport.samples.proof.mainjob;

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
                .append("in a child process. Meanwhile a storm of other programs' connections used up the system's\n")
                .append("dynamic ports. @FreePort had just " + Round.PORTS
                        + " ports for all JVMs, outside of these.\n\n");
        text.append(String.format(ROW, "", "@FreePort", "bind port 0, close (control)"));
        row(text, "server starts that succeeded", RoundResult::servers);
        row(text, "forked JVMs, 4 tests at a time each", RoundResult::jvms);
        row(text, "different ports (lowest-highest)", RoundResult::ports);
        row(text, "collisions", SummaryText::collisions);
        row(text, "  address already in use", round -> round.failures(Failure.Kind.ADDRESS_IN_USE));
        row(text, "  another server answered", round -> round.failures(Failure.Kind.WRONG_SERVER));
        row(text, "failed for another reason", round -> round.failures(Failure.Kind.OTHER));
        row(text, "dynamic range, which the storm uses", round -> orUnreadable(round.dynamicRange()));
        row(text, "tests with a port inside that range", round -> orUnreadable(round.portsInDynamicRange()));
        row(text, "storm: connections to servers", round -> round.storm().connections());
        row(text, "storm: the same, port 0 bound first", round -> round.storm().boundConnections());
        row(text, "storm: servers bound to port 0", round -> round.storm().servers());
        row(text, "storm: attempts that found no port", round -> round.storm().failed());
        text.append("\nA test that fails at its first start does not get to its second: so starts that succeeded and\n")
                .append("collisions do not add up to the same number in both columns.\n");
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
