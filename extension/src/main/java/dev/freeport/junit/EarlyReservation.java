package dev.freeport.junit;

import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * An extension that reserves what lasts for a class before other extensions begin: JUnit evaluates all conditions of a class
 * before the first {@code beforeAll}, and before it constructs an instance that all tests share.
 */
abstract class EarlyReservation implements TestInstancePreConstructCallback, BeforeAllCallback, AfterAllCallback {

    /** Reserves what lasts for the class, unless that is done. */
    abstract void reserveForClass(ExtensionContext context);

    /** Reserves while JUnit evaluates conditions. If one after this disables the class, its store releases the ports. */
    final ConditionEvaluationResult reserveWithConditions(ExtensionContext context) {
        if (context.getTestMethod().isEmpty() && context.getTestClass().isPresent()) {
            EarlyOutcome outcome = EarlyOutcome.of(context);
            try {
                reserveForClass(context);
            } catch (RuntimeException | Error failure) {
                outcome.fail(failure);
            }
        }
        return ConditionEvaluationResult.enabled("ports disable no test");
    }

    /** Throws before an instance that all tests share is constructed and prepared; others are only after {@code beforeAll}. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factoryContext, ExtensionContext context) {
        if (context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS) {
            EarlyOutcome.throwFailure(context);
        }
    }

    /** Reserves here if JUnit's configuration parameters deactivate conditions. */
    @Override
    public void beforeAll(ExtensionContext context) {
        EarlyOutcome.throwFailure(context);
        EarlyOutcome.publishEntries(context);
        reserveForClass(context);
    }

    /** Adds the failure to that of another extension, which began earlier and may have failed for want of the port. */
    @Override
    public void afterAll(ExtensionContext context) {
        EarlyOutcome.throwFailure(context);
    }
}
