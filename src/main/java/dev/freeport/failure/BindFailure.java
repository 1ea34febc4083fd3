package dev.freeport.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.internal.failure.BindFailureExplainer;
import dev.freeport.internal.failure.BindFailureExplainer.Explanation;
import dev.freeport.owner.OwnerProcess;
import java.util.List;
import java.util.Optional;

/**
 * The explanation of a bind failure, for reporters of any test framework. What the extension for JUnit has explained is not
 * explained again.
 *
 * <pre>{@code
 * BindFailure.in(failure, List.of(8080))
 *         .ifPresent(bind -> System.err.println(bind.text()));
 * }</pre>
 *
 * @param diagnoses what is known of the ports that it may be about; empty if no port is known
 * @param text the same to be read
 * @since 0.1.0
 */
public record BindFailure(List<PortDiagnosis> diagnoses, String text) {
    /**
     * Makes the list unmodifiable.
     *
     * @param diagnoses what is known of the ports that it may be about
     * @param text the same to be read
     */
    public BindFailure {
        diagnoses = List.copyOf(diagnoses);
    }

    /**
     * {@return an explanation of a failure that comes of a port that could not be bound; empty for any other failure}
     *
     * @param failure what a test has thrown
     * @param lastTried the ports that were last to be bound, the latest first, if they are known: one of them is taken to
     *     be the port if the failure does not name it
     */
    public static Optional<BindFailure> in(Throwable failure, List<Integer> lastTried) {
        return BindFailureExplainer.find(failure, lastTried).map(BindFailure::of);
    }

    /**
     * Adds an explanation to what a failure {@linkplain Throwable#getSuppressed() suppresses}, if it comes of a port that
     * could not be bound, or of a reserved port that refused a connection, and is not explained yet. What this JVM has
     * explained before takes one line. Never throws; a failure whose {@code getMessage()} throws stays as it is.
     *
     * @param failure what a test has thrown
     * @return the explanation that was added
     */
    public static Optional<BindFailure> addTo(Throwable failure) {
        return BindFailureExplainer.explainBeside(failure).map(BindFailure::of);
    }

    /**
     * Adds an explanation to a failure as {@link #addTo(Throwable)} does. If the failure does not name its port, one of the
     * reserved ports is considered instead.
     *
     * @param failure what a test has thrown
     * @param reservations the ports that the test had
     * @return the explanation that was added
     */
    public static Optional<BindFailure> addTo(Throwable failure, List<PortReservation> reservations) {
        return BindFailureExplainer.explainBeside(failure, List.copyOf(reservations), "")
                .map(BindFailure::of);
    }

    private static BindFailure of(Explanation explanation) {
        return new BindFailure(explanation.diagnoses(), explanation.text());
    }

    /** {@return the explanation in one line} */
    public String headline() {
        return diagnoses.isEmpty()
                ? text.lines().findFirst().orElse("")
                : diagnoses.stream().map(PortDiagnosis::headline).collect(joining(" "));
    }

    /** {@return the pids of the processes that own the ports; empty if none does any more, or it is not known} */
    public List<Long> owners() {
        return diagnoses.stream()
                .flatMap(diagnosis -> diagnosis.sockets().stream())
                .flatMap(row -> row.owners().stream())
                .map(OwnerProcess::pid)
                .distinct()
                .toList();
    }
}
