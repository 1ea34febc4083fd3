package dev.freeport.junit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reserves the ports of static fields while JUnit evaluates the conditions of their class. Only declarations register it, so
 * JUnit evaluates the conditions of the class itself first: a class that they disable waits for no port.
 */
final class EarlyFields implements ExecutionCondition {
    private final FreePortExtension extension = new FreePortExtension();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return extension.reserveWithConditions(context);
    }
}
