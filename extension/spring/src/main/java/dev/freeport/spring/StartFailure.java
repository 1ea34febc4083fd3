package dev.freeport.spring;

import dev.freeport.PortLeakException;
import dev.freeport.PortReservation;
import dev.freeport.internal.failure.BindFailureExplainer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The failed start of an application context. Either Spring or Spring Boot tells it first. */
final class StartFailure {
    private static final StackTraceElement[] NO_FRAMES = {};

    private StartFailure() {}

    /**
     * Explains the failure if it comes of a port: in the failure of the test that waits for the context, or else beside the
     * failure itself. Then the context has no ports any more.
     */
    static void explain(Throwable failure, @Nullable ContextPorts ports) {
        List<PortReservation> reservations = ports == null ? List.of() : ports.reservations();
        String test = ports == null ? "" : ports.test();
        Optional<StartExplanation> refused = ports == null ? Optional.empty() : ports.refusalIn(failure);
        ContextStart start = ContextStart.current();
        if (start != null) {
            start.fail();
        }
        if (start == null) {
            explainBeside(failure, refused, reservations, test)
                    .ifPresent(why -> ContextStart.keepForLater(ports, why, test));
        } else if (!start.isExplained(failure)) {
            refused.or(() -> StartExplanation.ofBind(failure, reservations, test))
                    .ifPresent(why -> start.keep(failure, why));
        }
        if (ports != null) {
            for (PortLeakException leak : ports.close()) {
                failure.addSuppressed(leak);
            }
        }
    }

    private static Optional<StartExplanation> explainBeside(
            Throwable failure, Optional<StartExplanation> refused, List<PortReservation> reservations, String test) {
        if (refused.isEmpty()) {
            return BindFailureExplainer.explainBeside(failure, reservations, test)
                    .filter(explanation -> !explanation.diagnoses().isEmpty())
                    .map(explanation -> new StartExplanation(explanation.text(), explanation.diagnoses(), false));
        }
        Throwable refusal = new ExtensionConfigurationException(refused.get().text());
        refusal.setStackTrace(NO_FRAMES);
        for (Throwable known : failure.getSuppressed()) {
            if (refused.get().text().equals(known.getMessage())) {
                return refused;
            }
        }
        failure.addSuppressed(refusal);
        return refused;
    }
}
