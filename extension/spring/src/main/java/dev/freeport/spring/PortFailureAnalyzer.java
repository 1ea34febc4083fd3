package dev.freeport.spring;

import static java.util.stream.Collectors.joining;

import dev.freeport.diagnosis.PortUnavailableError;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;

/**
 * Says in Spring Boot's report "APPLICATION FAILED TO START" which process owns the port. Spring Boot asks after {@link
 * ApplicationStartListener} has explained the failure.
 */
final class PortFailureAnalyzer implements FailureAnalyzer, Ordered {
    private static final String ADVICE = "  what to do  ";
    private static final String ORIGINAL = "Original failure: ";

    /** Before Spring Boot's own, which says only that something uses the port. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        StartExplanation explanation = find(failure);
        if (explanation == null) {
            return null;
        }
        String action = lines(explanation, line -> line.startsWith(ADVICE)).replace(ADVICE, "");
        String description = lines(explanation, line -> !line.startsWith(ADVICE) && !line.startsWith(ORIGINAL));
        return new FailureAnalysis(description, action.isEmpty() ? null : action, failure);
    }

    private static String lines(StartExplanation explanation, Predicate<String> which) {
        return explanation.text().lines().filter(which).collect(joining(System.lineSeparator()));
    }

    private static @Nullable StartExplanation find(Throwable failure) {
        ContextStart start = ContextStart.current();
        if (start != null) {
            return start.isExplained(failure) ? start.explanation() : null;
        }
        for (Throwable beside : failure.getSuppressed()) {
            if (beside instanceof PortUnavailableError error) {
                return StartExplanation.of(error);
            } else if (beside instanceof ExtensionConfigurationException refusal) {
                return StartExplanation.ofRefusedName(String.valueOf(refusal.getMessage()));
            }
        }
        return null;
    }
}
