package dev.freeport.internal.failure;

import dev.freeport.NoFreePortException;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.internal.text.SaidExplanations;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Recognises bind failures and explains them, for extensions and listeners of test frameworks. Never throws, and never
 * loses the original failure: one that cannot be read, as its {@code getMessage()} throws, stays what it is.
 */
public final class BindFailureExplainer {
    /** So many bind failures of a run are explained. */
    public static final int MOST = ExplanationLimits.FAILURES;

    /** What is said when so many are. */
    public static final String MOST_REACHED =
            MOST + " bind failures of this run were explained; further ones will not be.";

    /** What says that a test cannot be run here: of JUnit Jupiter, and of JUnit 4, which need not be there. */
    private static final Set<String> ABORTED =
            Set.of("org.opentest4j.TestAbortedException", "org.junit.internal.AssumptionViolatedException");

    private static final int DEEPEST = 100;
    private static final Throwable[] NONE = {};

    private final Throwable failure;
    private final Set<Throwable> chain;
    private final OwnPorts ownPorts;
    private final CandidateSearch search;

    private BindFailureExplainer(Throwable failure, List<PortReservation> reservations) {
        this.failure = failure;
        this.chain = all(failure, true);
        this.ownPorts = new OwnPorts(reservations);
        this.search = new CandidateSearch(failure, chain, ownPorts);
    }

    /**
     * Explains a failure if it is that of a bind: returns an error with the explanation and the failure as its cause;
     * the failure itself if it has nothing to do with a taken port, and, with the explanation suppressed, if it must
     * stay because others may still catch it, if the bind failure is itself only suppressed, or if nothing but another
     * process on a port of the test hints at a taken port.
     */
    public static Throwable explain(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        try {
            return isToExplain(failure)
                    ? new BindFailureExplainer(failure, reservations.get()).explain(mustStay)
                    : failure;
        } catch (RuntimeException | Error explanationFailed) {
            return failure;
        }
    }

    /** Adds an explanation to what a failure suppresses, if it is of a bind, not explained yet, and there is one. */
    public static Optional<PortUnavailableError> explainBeside(Throwable failure) {
        try {
            if (!isToExplain(failure)) {
                return Optional.empty();
            }
            BindFailureExplainer explainer = new BindFailureExplainer(failure, List.of());
            Optional<PortUnavailableError> explanation =
                    explainer.explanation(List.of()).filter(found -> !explainer.isSaid(found.diagnoses()));
            explanation.ifPresent(explainer::bear);
            return explanation;
        } catch (RuntimeException | Error explanationFailed) {
            return Optional.empty();
        }
    }

    /** {@return an explanation, even an earlier one} Without a port in the failure, one of the last tried is taken. */
    public static Optional<PortUnavailableError> find(Throwable failure, List<Integer> lastTried) {
        Optional<PortUnavailableError> explained = all(failure, true).stream()
                .filter(PortUnavailableError.class::isInstance)
                .map(PortUnavailableError.class::cast)
                .findFirst();
        return explained.isPresent() ? explained : new BindFailureExplainer(failure, List.of()).explanation(lastTried);
    }

    private Optional<PortUnavailableError> explanation(List<Integer> lastTried) {
        CandidatePorts found = CandidatePorts.NONE;
        if (chain.stream().anyMatch(BindFailureKinds::isBindFailure)) {
            found = search.candidates();
            if (found.diagnoses().isEmpty() && !lastTried.isEmpty()) {
                found = search.likeliestOf(lastTried);
            }
        } else if (chain.stream().anyMatch(BindFailureKinds::isOfABind)) {
            found = search.takenCandidates();
        }
        if (found.text().isEmpty()) {
            return Optional.empty();
        }
        PortUnavailableError explanation = new PortUnavailableError(found.text(), found.diagnoses());
        // where it was made is where JUnit told of the failure, which helps no reader
        explanation.setStackTrace(new StackTraceElement[0]);
        return Optional.of(explanation);
    }

    private Throwable explain(BooleanSupplier mustStay) {
        Predicate<Throwable> kind = BindFailureKinds::isBindFailure;
        CandidatePorts found = CandidatePorts.NONE;
        if (chain.stream().anyMatch(kind)) {
            if (ownPorts.numbers().isEmpty() && MentionedAddress.of(chain).isEmpty()) {
                return failure;
            }
            found = search.candidates();
            if (found.diagnoses().isEmpty()) {
                return failure;
            }
        } else if (chain.stream().anyMatch(BindFailureKinds::isOfABind)) {
            kind = BindFailureKinds::isOfABind;
            found = search.takenCandidates();
        }
        if (found.text().isEmpty()) {
            return explainUnlikely(search.foreignListeners(), mustStay);
        }
        if (isSaid(found.diagnoses())) {
            return failure;
        }
        if (found.known()) {
            ownPorts.note(found.diagnoses());
        }
        boolean besidesAnother = all(failure, false).stream().noneMatch(kind);
        return besidesAnother || mustStay.getAsBoolean()
                ? bear(new PortUnavailableError(found.text(), found.diagnoses()))
                : replacement(found.text(), found.diagnoses());
    }

    /**
     * Explains a failure that is not one of a bind by another process on a port of the test: in its place if the
     * failure or a cause of it names the port, else beside it, as it may be about something else.
     */
    private Throwable explainUnlikely(List<PortDiagnosis> others, BooleanSupplier mustStay) {
        if (others.isEmpty() || isSaid(others)) {
            return failure;
        }
        Set<Throwable> causes = all(failure, false);
        List<PortDiagnosis> named = others.stream()
                .filter(other -> causes.stream().anyMatch(link -> BindFailureKinds.names(other.port(), link)))
                .toList();
        if (!named.isEmpty() && !(failure instanceof AssertionError) && !mustStay.getAsBoolean()) {
            return replacement(CandidatePorts.of(named).text(), named);
        }
        String text = CandidatePorts.of(others).text();
        return bear(new PortUnavailableError(ForeignListeners.NOTE + System.lineSeparator() + text, others));
    }

    /** Adds an explanation, unless the failure cannot be read: then it throws, and nothing is added. */
    private Throwable bear(PortUnavailableError explanation) {
        Objects.requireNonNull(failure.toString());
        failure.addSuppressed(explanation);
        return failure;
    }

    private PortUnavailableError replacement(String text, List<PortDiagnosis> diagnoses) {
        String message = text + System.lineSeparator() + "Original failure: "
                + ExplanationLimits.shorten(failure.toString(), ExplanationLimits.MESSAGE);
        return new PortUnavailableError(message, diagnoses, failure);
    }

    /** Whether a failure is one of a test that was run, and bears no explanation. */
    private static boolean isToExplain(Throwable failure) {
        return !isAborted(failure.getClass())
                && all(failure, true).stream()
                        .noneMatch(link -> link instanceof PortUnavailableError
                                || link instanceof NoFreePortException
                                || SaidExplanations.areIn(BindFailureKinds.message(link)));
    }

    /** Whether the test itself says what is known of one of these ports: now, or when it asked the reservation. */
    private boolean isSaid(List<PortDiagnosis> diagnoses) {
        return diagnoses.stream()
                .anyMatch(diagnosis -> isSaid(diagnosis.headline()) || isSaid(ownPorts.explained(diagnosis.port())));
    }

    private boolean isSaid(String headline) {
        return !headline.isEmpty()
                && chain.stream()
                        .anyMatch(link -> BindFailureKinds.message(link).contains(headline));
    }

    private static boolean isAborted(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return ABORTED.contains(type.getName()) || parent != null && isAborted(parent);
    }

    /** Returns a throwable and its causes, and on demand all that is suppressed. Ends if they go round in a circle. */
    private static Set<Throwable> all(Throwable failure, boolean withSuppressed) {
        Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(failure, withSuppressed, chain);
        return chain;
    }

    private static void collect(Throwable failure, boolean withSuppressed, Set<Throwable> chain) {
        if (chain.size() < DEEPEST && chain.add(failure)) {
            if (failure.getCause() != null) {
                collect(failure.getCause(), withSuppressed, chain);
            }
            for (Throwable suppressed : withSuppressed ? failure.getSuppressed() : NONE) {
                collect(suppressed, true, chain);
            }
        }
    }
}
