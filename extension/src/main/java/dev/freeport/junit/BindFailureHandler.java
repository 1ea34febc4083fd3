package dev.freeport.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** An extension that explains bind failures of tests and lifecycle methods. Two of them explain a failure once. */
interface BindFailureHandler extends TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    @Override
    default void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    default void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    default void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        throw explain(context, failure);
    }

    @Override
    default void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    default void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    private static Throwable explain(ExtensionContext context, Throwable failure) {
        return ExplanationLimit.explain(
                context,
                failure,
                () -> PortScopes.reservations(context),
                () -> CompetingHandlers.mayHandleExceptions(context));
    }
}
