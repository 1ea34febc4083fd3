package dev.freeport.samples.proof.taken;

import dev.freeport.diagnosis.PortUnavailableError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a test failed whose port was taken.
 *
 * @param thrown the names of what the server threw and of its causes, {@code nothing} if only an assertion of the test
 *     failed
 * @param recognisedBy what of it shows that the port was taken
 * @param report what a build prints
 */
record Outcome(String thrown, String recognisedBy, String report) {
    static final String NOTHING = "nothing";
    static final String TEXT = "its text";
    static final String LISTENER = "the other listener";

    private static final Set<String> NAMES = Set.of("NativeIoException", "ChannelBindException", "PortInUseException");

    static Outcome of(TakenPortRun run) {
        run.skipIfSkipped();
        Throwable thrown = Objects.requireNonNull(run.thrown(), "the test passed although its port was taken");
        Throwable reported = Objects.requireNonNull(run.reported(), "JUnit reported nothing");
        List<Throwable> causes = causes(thrown);
        StringWriter report = new StringWriter();
        reported.printStackTrace(new PrintWriter(report));
        return new Outcome(
                thrown instanceof AssertionError
                        ? NOTHING
                        : causes.stream().map(Outcome::name).collect(Collectors.joining(" <- ")),
                reported == thrown ? fromNote(thrown) : fromError(reported, causes),
                report.toString());
    }

    private static List<Throwable> causes(Throwable first) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = first; next != null && !causes.contains(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static String fromNote(Throwable thrown) {
        return thrown.getSuppressed().length == 1 ? LISTENER : "not at all";
    }

    private static String fromError(Throwable reported, List<Throwable> causes) {
        if (!(reported instanceof PortUnavailableError) || reported.getCause() != causes.get(0)) {
            return "not at all";
        }
        if (causes.stream().anyMatch(BindException.class::isInstance)) {
            return "BindException";
        }
        return causes.stream()
                .map(Outcome::name)
                .filter(NAMES::contains)
                .findFirst()
                .orElse(TEXT);
    }
}
