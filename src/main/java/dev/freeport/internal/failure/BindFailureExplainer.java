package dev.freeport.internal.failure;

import dev.freeport.NoFreePortException;
import dev.freeport.PortLeakException;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.text.ExplanationLimits;
import dev.freeport.internal.text.SaidExplanations;
import java.util.ArrayList;
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

    private static final String GUARDED =
            "No server listened on a port of this test when it failed, and a guard socket keeps out servers that bind without"
                    + " SO_REUSEADDR.";

    private static final int DEEPEST = 100;
    private static final Throwable[] NONE = {};
    private static final StackTraceElement[] NO_FRAMES = {};

    private final Throwable failure;
    private final List<Throwable> chain;
    private final OwnPorts ownPorts;
    private final CandidateSearch search;
    private final String place;

    private BindFailureExplainer(Throwable failure, List<PortReservation> reservations, String test) {
        this.failure = failure;
        this.chain = all(failure, true);
        this.ownPorts = new OwnPorts(reservations);
        String boundAt = TestFrame.of(chain);
        this.place = boundAt.isEmpty() ? test : boundAt;
        this.search = new CandidateSearch(failure, chain, ownPorts, boundAt);
    }

    /**
     * Explains a failure if it is that of a bind: returns an error with the explanation and the failure as its cause;
     * the failure itself if it has nothing to do with a taken port, and, with the explanation suppressed, if it must
     * stay because others may still catch it, if the bind failure is itself only suppressed, or if nothing but another
     * process on a port of the test hints at a taken port.
     *
     * @param test the name of the test: where later failures say that the explanation is, if no line of the test bound the port
     */
    public static Throwable explain(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay, String test) {
        try {
            return isToExplain(failure)
                    ? new BindFailureExplainer(failure, reservations.get(), test).explain(mustStay)
                    : failure;
        } catch (RuntimeException | Error explanationFailed) {
            return failure;
        }
    }

    /** Explains a failure as above, of a test whose name is not known. */
    public static Throwable explain(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        return explain(failure, reservations, mustStay, "");
    }

    /** What is said of a failure: the ports that it may be about, and a text. */
    public record Explanation(List<PortDiagnosis> diagnoses, String text) {}

    /** Adds an explanation as {@link #explainBeside(Throwable, String)} does, of a test whose name is not known. */
    public static Optional<Explanation> explainBeside(Throwable failure) {
        return explainBeside(failure, "");
    }

    /** Adds an explanation to what a failure suppresses, if it is of a port, not explained yet, and there is one. */
    public static Optional<Explanation> explainBeside(Throwable failure, String test) {
        try {
            return isToExplain(failure)
                    ? new BindFailureExplainer(failure, List.of(), test).explainBeside()
                    : Optional.empty();
        } catch (RuntimeException | Error explanationFailed) {
            return Optional.empty();
        }
    }

    /** Adds an explanation as {@link #explainBeside(Throwable, String)} does; the port may be one of these reservations. */
    public static Optional<Explanation> explainBeside(
            Throwable failure, List<PortReservation> reservations, String test) {
        int before = failure.getSuppressed().length;
        explain(failure, () -> reservations, () -> true, test);
        Throwable[] now = failure.getSuppressed();
        if (now.length > before && now[now.length - 1] instanceof PortUnavailableError explanation) {
            explanation.setStackTrace(NO_FRAMES);
            return Optional.of(new Explanation(explanation.diagnoses(), String.valueOf(explanation.getMessage())));
        }
        return explainBeside(failure, test);
    }

    /** {@return an explanation, even an earlier one} Without a port in the failure, one of the last tried is taken. */
    public static Optional<Explanation> find(Throwable failure, List<Integer> lastTried) {
        Optional<Explanation> explained = all(failure, true).stream()
                .filter(PortUnavailableError.class::isInstance)
                .map(PortUnavailableError.class::cast)
                .findFirst()
                .map(error -> new Explanation(error.diagnoses(), String.valueOf(error.getMessage())));
        if (explained.isPresent()) {
            return explained;
        }
        CandidatePorts found = new BindFailureExplainer(failure, List.of(), "").candidates(lastTried);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Explanation(found.diagnoses(), found.text()));
    }

    /** {@return whether a failure, or a cause of it, is one of a bind or says that a port is in use} */
    public static boolean saysThatABindFailed(Throwable failure) {
        return all(failure, true).stream()
                .anyMatch(link -> BindFailureKinds.isBindFailure(link)
                        || BindFailureKinds.isOfABind(link)
                        || InUseText.of(link).saysThatABindFailed());
    }

    private Optional<Explanation> explainBeside() {
        CandidatePorts found = candidates(List.of());
        if (found.isEmpty()) {
            Optional<String> refused = RefusedConnection.explain(chain, ownPorts.numbers());
            refused.ifPresent(this::note);
            return refused.map(text -> new Explanation(List.of(), text));
        }
        if (isSaid(found.diagnoses())) {
            return Optional.empty();
        }
        PortUnavailableError explanation = new PortUnavailableError(found.abridged(place), found.diagnoses());
        bear(explanation);
        return Optional.of(new Explanation(found.diagnoses(), String.valueOf(explanation.getMessage())));
    }

    /** Finds the ports for a failure of a test whose own ports are not known. */
    private CandidatePorts candidates(List<Integer> lastTried) {
        if (chain.stream().anyMatch(BindFailureKinds::isBindFailure)) {
            CandidatePorts found = search.candidates();
            return found.diagnoses().isEmpty() && !lastTried.isEmpty() ? search.likeliestOf(lastTried) : found;
        }
        return chain.stream().anyMatch(BindFailureKinds::isOfABind) ? search.takenCandidates() : search.spokenOf();
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
        if (found.isEmpty()) {
            return explainUnlikely(search.foreignListeners(), ForeignListeners.NOTE, mustStay);
        }
        if (isSaid(found.diagnoses())) {
            return failure;
        }
        if (found.known()) {
            ownPorts.note(found.diagnoses());
        }
        String text = found.abridged(place);
        boolean besidesAnother = all(failure, false).stream().noneMatch(kind);
        return besidesAnother || mustStay.getAsBoolean()
                ? bear(new PortUnavailableError(text, found.diagnoses()))
                : replacement(text, found.diagnoses());
    }

    /**
     * Explains a failure that is not one of a bind by another process on a port of the test, or by a guard socket alone on
     * it: in its place if the failure or a cause of it names the port, else beside it, as it may be about something else.
     */
    private Throwable explainUnlikely(List<PortDiagnosis> others, String note, BooleanSupplier mustStay) {
        if (others.isEmpty()) {
            return explainText(mustStay);
        }
        if (isSaid(others)) {
            return failure;
        }
        List<Throwable> causes = all(failure, false);
        List<PortDiagnosis> named = others.stream()
                .filter(other -> causes.stream().anyMatch(link -> BindFailureKinds.names(other.port(), link)))
                .toList();
        if (!named.isEmpty() && !(failure instanceof AssertionError) && !mustStay.getAsBoolean()) {
            return replacement(CandidatePorts.of(named).abridged(place), named);
        }
        String text = CandidatePorts.of(others).abridged(place);
        return bear(new PortUnavailableError(note + System.lineSeparator() + text, others));
    }

    /** Explains a failure whose text alone speaks of a port in use, or of a connection that was refused, beside it. */
    private Throwable explainText(BooleanSupplier mustStay) {
        CandidatePorts found = search.spokenOf();
        if (found.isEmpty()) {
            List<PortDiagnosis> guarded = search.idleGuarded();
            if (!guarded.isEmpty()) {
                return explainUnlikely(guarded, GUARDED, mustStay);
            }
            RefusedConnection.explain(chain, ownPorts.numbers()).ifPresent(this::note);
            return failure;
        }
        return isSaid(found.diagnoses())
                ? failure
                : bear(new PortUnavailableError(found.abridged(place), found.diagnoses()));
    }

    private void note(String text) {
        Objects.requireNonNull(failure.toString());
        failure.addSuppressed(new ConnectionRefusedNote(text));
    }

    /** Adds an explanation, unless the failure cannot be read: then it throws, and nothing is added. */
    private Throwable bear(PortUnavailableError explanation) {
        Objects.requireNonNull(failure.toString());
        // where it was made is where JUnit told of the failure, which helps no reader
        explanation.setStackTrace(NO_FRAMES);
        failure.addSuppressed(explanation);
        return failure;
    }

    /** Returns an error that seems to come from where the failure does: there a reader looks, and IDEs jump. */
    private PortUnavailableError replacement(String text, List<PortDiagnosis> diagnoses) {
        boolean isWhole = text.lines().count() > diagnoses.size();
        String message = isWhole ? text + System.lineSeparator() + "Original failure: " + shorten(failure) : text;
        PortUnavailableError error = new PortUnavailableError(message, diagnoses, failure);
        error.setStackTrace(failure.getStackTrace());
        return error;
    }

    /** {@return the beginning of what a failure says} It is shown whole elsewhere. */
    public static String shorten(Throwable failure) {
        return ExplanationLimits.shorten(failure.toString(), ExplanationLimits.MESSAGE);
    }

    /** Whether a failure is one of a test that was run, and bears no explanation. */
    private static boolean isToExplain(Throwable failure) {
        return !isAborted(failure.getClass())
                && all(failure, true).stream()
                        .noneMatch(link -> link instanceof PortUnavailableError
                                || link instanceof ConnectionRefusedNote
                                || link instanceof NoFreePortException
                                || link instanceof PortLeakException
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
    private static List<Throwable> all(Throwable failure, boolean withSuppressed) {
        List<Throwable> chain = new ArrayList<>();
        collect(failure, withSuppressed, chain, Collections.newSetFromMap(new IdentityHashMap<>()));
        return chain;
    }

    private static void collect(Throwable failure, boolean withSuppressed, List<Throwable> chain, Set<Throwable> seen) {
        if (chain.size() < DEEPEST && seen.add(failure)) {
            chain.add(failure);
            if (failure.getCause() != null) {
                collect(failure.getCause(), withSuppressed, chain, seen);
            }
            for (Throwable suppressed : withSuppressed ? failure.getSuppressed() : NONE) {
                collect(suppressed, true, chain, seen);
            }
        }
    }
}
