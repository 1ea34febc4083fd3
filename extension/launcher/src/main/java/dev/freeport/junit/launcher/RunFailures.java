package dev.freeport.junit.launcher;

import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.diagnosis.PortUnavailableError;
import dev.freeport.internal.failure.BindFailureExplainer;
import dev.freeport.internal.failure.BindFailureExplainer.Explanation;
import dev.freeport.internal.failure.BindLog;
import dev.freeport.internal.session.PortSession;
import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;

/** Explains bind failures of a run. Not loaded before a test has failed. */
final class RunFailures {
    private static final int MOST_CAUSES = 100;

    private RunFailures() {}

    /** Explains a failure on standard error and among what it suppresses; returns whether it is new. Never throws. */
    static boolean explain(Throwable failure, TestIdentifier test, @Nullable Path timeline) {
        try {
            Optional<Explanation> explanation = BindFailureExplainer.explainBeside(failure, place(test));
            explanation.ifPresent(found -> System.err.println("In " + name(test) + ": " + withFailure(found, failure)));
            if (timeline != null) {
                record(failure, name(test), explanation, timeline);
            }
            return explanation.isPresent();
        } catch (LinkageError otherVersion) {
            return false;
        }
    }

    /** Puts it on the timeline, also what the extension explained. */
    private static void record(Throwable failure, String test, Optional<Explanation> explanation, Path timeline) {
        if (explanation.isPresent()) {
            record(test, explanation.get().diagnoses(), explanation.get().text(), timeline);
            return;
        }
        Throwable link = failure;
        for (int i = 0; link != null && i < MOST_CAUSES; i++, link = link.getCause()) {
            if (link instanceof PortUnavailableError error) {
                record(test, error.diagnoses(), String.valueOf(error.getMessage()), timeline);
            }
            for (Throwable suppressed : link.getSuppressed()) {
                if (suppressed instanceof PortUnavailableError error) {
                    record(test, error.diagnoses(), String.valueOf(error.getMessage()), timeline);
                }
            }
        }
    }

    private static void record(String test, List<PortDiagnosis> diagnoses, String text, Path timeline) {
        if (diagnoses.isEmpty()) {
            String headline = text.lines().findFirst().orElse("");
            PortSession.testFailed(timeline, Protocol.TCP, 0, test, headline, text);
        }
        for (PortDiagnosis diagnosis : diagnoses) {
            PortSession.testFailed(timeline, diagnosis.protocol(), diagnosis.port(), test, diagnosis.headline(), text);
        }
    }

    /** Adds the beginning of the failure to an explanation that is given in full. */
    private static String withFailure(Explanation found, Throwable failure) {
        return found.text().lines().count() > 1
                ? found.text() + System.lineSeparator() + "  failure     " + BindFailureExplainer.shorten(failure)
                : found.text();
    }

    static void logBinds() {
        BindLog.start();
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

    /** Returns {@code ShopTests.ships}: where later failures say that the explanation is. */
    private static String place(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return simple(method.getClassName()) + "." + method.getMethodName();
        }
        return source instanceof ClassSource type ? simple(type.getClassName()) : test.getDisplayName();
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
