package dev.freeport.failure;

import dev.freeport.NoFreePortException;
import dev.freeport.PortReservation;
import dev.freeport.diagnosis.PortDiagnosis;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Recognises failures of binds and explains them: for those who run tests, as extensions and listeners of test frameworks
 * do. Never throws, and never loses the original failure.
 *
 * @since 0.1.0
 */
public final class BindFailureExplainer {
    /** What says that a test cannot be run here: of JUnit Jupiter, and of JUnit 4, which need not be there. */
    private static final Set<String> ABORTED =
            Set.of("org.opentest4j.TestAbortedException", "org.junit.internal.AssumptionViolatedException");

    /** The last line of what {@link PortDiagnosis} says. */
    private static final Pattern EXPLANATION = Pattern.compile("(?m)^  what to do  ");

    private static final int DEEPEST = 100;
    private static final Throwable[] NONE = {};

    private BindFailureExplainer() {}

    /**
     * Explains a failure if it is that of a bind.
     *
     * @param failure what a test threw
     * @param reservations finds the ports of the test
     * @param mustStay tells whether the failure must stay what it is, because others may still catch it
     * @return an error with an explanation and {@code failure} as its cause; {@code failure} itself if it has nothing to
     *     do with a taken port, and, with the explanation suppressed, if it must stay, if the failed bind is itself only
     *     suppressed, or if nothing but another process on a port of the test tells that it may be about that
     */
    public static Throwable explain(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        try {
            return explainOrThrow(failure, reservations, mustStay);
        } catch (RuntimeException | Error explanationFailed) {
            return failure;
        }
    }

    /**
     * Adds an explanation to what a failure suppresses, if it is that of a bind and nobody has explained it.
     *
     * @param failure what a test threw
     * @return the explanation; empty if there is nothing to explain, or nothing to say
     */
    public static Optional<PortUnavailableError> explainBeside(Throwable failure) {
        try {
            Set<Throwable> chain = all(failure, true);
            if (isAborted(failure.getClass()) || isExplained(chain)) {
                return Optional.empty();
            }
            CandidatePorts suspects = CandidatePorts.NONE;
            if (chain.stream().anyMatch(BindFailureKinds::isBindFailure)) {
                suspects = CandidatePorts.of(failure, chain, List::of);
            } else if (chain.stream().anyMatch(BindFailureKinds::isOfABind)) {
                suspects = CandidatePorts.takenOf(failure, chain, List::of);
            }
            if (suspects.text().isEmpty()) {
                return Optional.empty();
            }
            PortUnavailableError explanation = new PortUnavailableError(suspects.text(), suspects.diagnoses());
            // where it was made is where JUnit told of the failure, which tells nobody anything
            explanation.setStackTrace(new StackTraceElement[0]);
            failure.addSuppressed(explanation);
            return Optional.of(explanation);
        } catch (RuntimeException | Error explanationFailed) {
            return Optional.empty();
        }
    }

    private static Throwable explainOrThrow(
            Throwable failure, Supplier<List<PortReservation>> reservations, BooleanSupplier mustStay) {
        Set<Throwable> chain = all(failure, true);
        if (isAborted(failure.getClass()) || isExplained(chain)) {
            return failure;
        }
        Predicate<Throwable> kind = BindFailureKinds::isBindFailure;
        CandidatePorts suspects = CandidatePorts.NONE;
        if (chain.stream().anyMatch(kind)) {
            if (reservations.get().isEmpty() && MentionedAddress.of(chain).isEmpty()) {
                return failure;
            }
            suspects = CandidatePorts.of(failure, chain, reservations);
            if (suspects.diagnoses().isEmpty()) {
                return failure;
            }
        } else if (chain.stream().anyMatch(BindFailureKinds::isOfABind)) {
            kind = BindFailureKinds::isOfABind;
            suspects = CandidatePorts.takenOf(failure, chain, reservations);
        }
        if (suspects.text().isEmpty()) {
            return explainUnlikely(failure, ForeignListeners.of(reservations.get()), mustStay);
        }
        boolean besidesAnother = all(failure, false).stream().noneMatch(kind);
        if (besidesAnother || mustStay.getAsBoolean()) {
            failure.addSuppressed(new PortUnavailableError(suspects.text(), suspects.diagnoses()));
            return failure;
        }
        return replacement(suspects.diagnoses(), suspects.text(), failure);
    }

    /**
     * Explains a failure that is none of a bind by another process on a port of the test. It is the explanation if the
     * failure or one of its causes speaks of the port; else the failure may be about something else, and stays.
     */
    private static Throwable explainUnlikely(Throwable failure, ForeignListeners others, BooleanSupplier mustStay) {
        if (others.diagnoses().isEmpty()) {
            return failure;
        }
        ForeignListeners named = others.spokenOfBy(all(failure, false));
        if (named.diagnoses().isEmpty() || failure instanceof AssertionError || mustStay.getAsBoolean()) {
            failure.addSuppressed(new PortUnavailableError(others.note(), others.diagnoses()));
            return failure;
        }
        return replacement(named.diagnoses(), named.text(), failure);
    }

    private static PortUnavailableError replacement(List<PortDiagnosis> diagnoses, String text, Throwable original) {
        String message = text + System.lineSeparator() + "Original failure: " + original;
        return new PortUnavailableError(message, diagnoses, original);
    }

    /** Tells whether somebody has put an explanation into one of these already: we, a refused request, or the test. */
    private static boolean isExplained(Set<Throwable> chain) {
        return chain.stream()
                .anyMatch(link -> link instanceof PortUnavailableError
                        || link instanceof NoFreePortException
                        || EXPLANATION.matcher(BindFailureKinds.message(link)).find());
    }

    private static boolean isAborted(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return ABORTED.contains(type.getName()) || parent != null && isAborted(parent);
    }

    static Set<Throwable> all(Throwable failure, boolean withSuppressed) {
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
