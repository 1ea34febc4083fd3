package dev.freeport.spring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContext;

/**
 * The start of an application context for which a test waits in this thread. If Freeport can say why the start failed, the
 * test fails with that: what Spring throws says it only in one of its causes.
 */
final class ContextStart {
    private static final ThreadLocal<@Nullable ContextStart> CURRENT = new ThreadLocal<>();

    /** Why contexts could not start, for the tests of which Spring starts them no more. */
    private static final Map<MergedContextConfiguration, StartExplanation> FAILED =
            Collections.synchronizedMap(new LinkedHashMap<>());

    private final String test;
    private boolean failed;
    private @Nullable Throwable failure;
    private @Nullable StartExplanation explanation;

    private ContextStart(String test) {
        this.test = test;
    }

    /** Starts the context of a test, unless it is there. */
    static void await(TestContext testContext) {
        Class<?> testClass = testContext.getTestClass();
        MergedContextConfiguration configuration =
                ContextConfigurations.configuration(testClass).orElse(null);
        if (configuration == null || testContext.hasApplicationContext()) {
            return;
        }
        ContextStart before = CURRENT.get();
        ContextStart start = new ContextStart(ContextPorts.simpleName(testClass));
        CURRENT.set(start);
        try {
            testContext.getApplicationContext();
        } catch (IllegalStateException thrown) {
            start.rethrow(thrown, configuration);
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Keeps an explanation that stands beside the failure, for the tests of which Spring does not start the context again. */
    static void keepForLater(@Nullable ContextPorts ports, StartExplanation why, String test) {
        if (ports != null && ports.configuration() instanceof MergedContextConfiguration configuration) {
            FAILED.put(configuration, why.laterThan(test));
        }
    }

    /** Returns the start for which a test waits in this thread; null if none does. */
    static @Nullable ContextStart current() {
        return CURRENT.get();
    }

    /** Notes that the start failed now, explained or not: so the explanation of an earlier one does not hold for it. */
    void fail() {
        failed = true;
    }

    boolean isExplained(Throwable known) {
        return failure == known;
    }

    /** Keeps an explanation until Spring has thrown the failure, as the cause of its own. */
    void keep(Throwable explained, StartExplanation why) {
        failure = explained;
        explanation = why;
    }

    @Nullable
    StartExplanation explanation() {
        return explanation;
    }

    private void rethrow(IllegalStateException thrown, MergedContextConfiguration configuration) {
        StartExplanation why = explanation;
        if (why != null && isCause(failure, thrown)) {
            FAILED.put(configuration, why.laterThan(test));
            why.throwInsteadOf(thrown);
        }
        if (failed) {
            FAILED.remove(configuration);
        }
        StartExplanation earlier = FAILED.get(configuration);
        if (earlier != null) {
            earlier.throwInsteadOf(thrown);
        }
        throw thrown;
    }

    private static boolean isCause(@Nullable Throwable known, Throwable thrown) {
        Throwable link = thrown;
        for (int i = 0; link != null && i < StartExplanation.MOST_CAUSES; i++, link = link.getCause()) {
            if (link == known) {
                return true;
            }
        }
        return false;
    }
}
