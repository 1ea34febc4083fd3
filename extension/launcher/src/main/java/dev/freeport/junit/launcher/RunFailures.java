package dev.freeport.junit.launcher;

import dev.freeport.failure.BindFailure;
import dev.freeport.internal.failure.BindFailureExplainer;
import java.util.Optional;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** Explains bind failures of a run. Not loaded before a test has failed. */
final class RunFailures {
    private RunFailures() {}

    /** Explains a failure on standard error and among what it suppresses; returns whether it is new. Never throws. */
    static boolean explain(Throwable failure, TestIdentifier test) {
        try {
            Optional<BindFailure> explanation = BindFailure.addTo(failure);
            explanation.ifPresent(found ->
                    System.err.println("In " + name(test) + ": " + failure + System.lineSeparator() + found.text()));
            return explanation.isPresent();
        } catch (LinkageError otherVersion) {
            return false;
        }
    }

    static void warnThatLimitIsReached() {
        System.err.println(BindFailureExplainer.MOST_REACHED);
    }

    /** Returns {@code com.acme.ShopTests.ships() [2] by air}, as far as that is known. */
    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            String plain = method.getMethodName() + "(" + method.getMethodParameterTypes() + ")";
            String shown = test.getDisplayName();
            return method.getClassName() + "."
                    + (shown.equals(test.getLegacyReportingName()) ? shown : plain + " " + shown);
        }
        return source instanceof ClassSource type ? type.getClassName() : test.getDisplayName();
    }
}
