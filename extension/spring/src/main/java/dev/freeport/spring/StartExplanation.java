package dev.freeport.spring;

import dev.freeport.PortReservation;
import dev.freeport.diagnosis.Cause;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.failure.BindFailureExplainer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Why an application context could not start.
 *
 * @param text the same to be read; its first line alone says enough
 * @param diagnoses what is known of the ports that could not be bound
 * @param refusesName whether Freeport has refused the name of a port, and nothing was bound
 */
record StartExplanation(String text, List<PortDiagnosis> diagnoses, boolean refusesName) {
    static final int MOST_CAUSES = 100;

    private static final String ADVICE = "  what to do  ";
    private static final String KEPT_CONTEXTS =
            "  note        Spring keeps the application contexts of earlier test classes, with their servers. With"
                    + " server.port=${freeport.NAME} each context has a port of its own; @DirtiesContext closes one.";

    static StartExplanation ofRefusedName(String text) {
        return new StartExplanation(text, List.of(), true);
    }

    /**
     * Finds the reason if it is a port that could not be bound. A mere hint is added to the failure instead, as is a note on a
     * refused connection.
     */
    static Optional<StartExplanation> ofBind(Throwable failure, List<PortReservation> reservations, String test) {
        Throwable standIn = new StandIn(failure);
        Throwable result = BindFailureExplainer.explain(standIn, () -> reservations, () -> false, test);
        if (result instanceof PortUnavailableError error) {
            return Optional.of(of(error));
        }
        if (standIn.getSuppressed().length == 0) {
            BindFailureExplainer.explainBeside(standIn, test);
        }
        for (Throwable found : standIn.getSuppressed()) {
            if (found instanceof PortUnavailableError error && BindFailureExplainer.saysThatABindFailed(failure)) {
                return Optional.of(of(error));
            }
            failure.addSuppressed(found);
        }
        return Optional.empty();
    }

    static StartExplanation of(PortUnavailableError error) {
        String text = String.valueOf(error.getMessage());
        boolean ofThisJvm = error.diagnoses().stream().anyMatch(each -> each.cause() == Cause.OWN_LISTENER);
        return new StartExplanation(ofThisJvm ? withNoteOnKeptContexts(text) : text, error.diagnoses(), false);
    }

    private static String withNoteOnKeptContexts(String text) {
        int advice = text.indexOf(ADVICE);
        return advice < 0 || text.contains(KEPT_CONTEXTS)
                ? text
                : text.substring(0, advice) + KEPT_CONTEXTS + System.lineSeparator() + text.substring(advice);
    }

    /** Returns what the next test says of the same context. */
    StartExplanation laterThan(String test) {
        boolean isWhole = text.lines().count() > 1;
        return isWhole
                ? new StartExplanation(
                        text.lines().findFirst().orElse("") + " Explained above, at " + test + ".", diagnoses, false)
                : this;
    }

    /** Throws an error or exception with this text, whose cause is what Spring has thrown. */
    void throwInsteadOf(IllegalStateException original) {
        if (refusesName) {
            RuntimeException refusal = new ExtensionConfigurationException(text, original);
            refusal.setStackTrace(original.getStackTrace());
            throw refusal;
        }
        PortUnavailableError error = new PortUnavailableError(text, diagnoses, original);
        error.setStackTrace(original.getStackTrace());
        throw error;
    }

    /** Bears an explanation in place of a failure that is to be the cause of another one. */
    private static final class StandIn extends Exception {
        private static final long serialVersionUID = 1;

        /** Without a stack trace, in which no line of a test is. */
        StandIn(Throwable failure) {
            super(null, failure, true, false);
        }

        @Override
        public String toString() {
            return String.valueOf(getCause());
        }
    }
}
