package dev.freeport.failure;

import static java.util.stream.Collectors.joining;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.BindAttempt;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import dev.freeport.stack.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of a failure that comes of a port that could not be bound. For those who report failures of tests, of
 * whatever framework. What the extension for JUnit has explained is not explained again.
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
     * Explains a failure, if it comes of a port that could not be bound.
     *
     * @param failure what a test has thrown
     * @param lastTried the ports that were last to be bound, the latest first, if anybody knows: one of them is taken to be
     *     the port if the failure does not name it
     * @return the explanation; empty for any other failure
     */
    public static Optional<BindFailure> in(Throwable failure, List<Integer> lastTried) {
        Set<Throwable> chain = BindFailureExplainer.all(failure, true);
        for (Throwable link : chain) {
            if (link instanceof PortUnavailableError explained) {
                return Optional.of(new BindFailure(explained.diagnoses(), String.valueOf(explained.getMessage())));
            }
        }
        if (chain.stream().anyMatch(BindFailureKinds::isBindFailure)) {
            CandidatePorts named = CandidatePorts.of(failure, chain, List::of);
            boolean known = !named.diagnoses().isEmpty() || lastTried.isEmpty();
            return Optional.of(known ? of(named) : likeliestOf(lastTried, failure));
        }
        if (chain.stream().anyMatch(BindFailureKinds::isOfABind)) {
            CandidatePorts taken = CandidatePorts.takenOf(failure, chain, List::of);
            return taken.diagnoses().isEmpty() ? Optional.empty() : Optional.of(of(taken));
        }
        return Optional.empty();
    }

    private static BindFailure of(CandidatePorts suspects) {
        return new BindFailure(suspects.diagnoses(), suspects.text());
    }

    private static BindFailure likeliestOf(List<Integer> ports, Throwable failure) {
        List<PortDiagnosis> diagnoses = ports.stream()
                .map(port ->
                        FreePorts.explain(BindAttempt.of(Protocol.TCP, port).failedWith(failure)))
                .toList();
        return diagnoses.stream()
                .filter(BindFailure::isTakenByAnother)
                .findFirst()
                .or(() -> diagnoses.stream().findFirst())
                .map(likeliest -> new BindFailure(List.of(likeliest), likeliest.toString()))
                .orElseThrow();
    }

    private static boolean isTakenByAnother(PortDiagnosis diagnosis) {
        return diagnosis.isTaken() && diagnosis.sockets().stream().noneMatch(SocketInfo::isOfThisJvm);
    }

    /**
     * Returns the explanation in one line.
     *
     * @return a line
     */
    public String headline() {
        return diagnoses.isEmpty()
                ? text.lines().findFirst().orElse("")
                : diagnoses.stream().map(PortDiagnosis::headline).collect(joining(" "));
    }

    /**
     * Returns which processes have the ports.
     *
     * @return their pids; empty if nobody had one any more, or it cannot be found out
     */
    public List<Long> owners() {
        return diagnoses.stream()
                .flatMap(diagnosis -> diagnosis.sockets().stream())
                .flatMap(row -> row.owners().stream())
                .map(OwnerProcess::pid)
                .distinct()
                .toList();
    }
}
