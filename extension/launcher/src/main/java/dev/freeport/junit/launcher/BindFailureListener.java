package dev.freeport.junit.launcher;

import dev.freeport.internal.settings.InvalidSettingException;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.UnknownSettings;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Explains the failed binds of a run, the first 50 of them, also in classes that do not use {@code @FreePort}, and warns of
 * settings that are not known. JUnit's launcher registers it by itself.
 *
 * <p>The failure stays what it is. The explanation goes to the standard error, with the name of the test, and is added to
 * what the failure {@linkplain Throwable#getSuppressed() suppresses}: build tools print a failure before they let other
 * listeners see it, the console launcher afterwards. What is explained already is not explained again.
 * {@value #EXPLAIN}{@code =off} switches it off.
 *
 * <p>It loads nothing before a test fails, and fails no run.
 *
 * @since 0.1.0
 */
public final class BindFailureListener implements TestExecutionListener {
    /**
     * The configuration parameter {@code on} (default) or {@code off}: whether failed binds of tests that do not use
     * {@code @FreePort} are explained.
     */
    public static final String EXPLAIN = "freeport.explain";

    /** Where a thousand tests fail, they fail of the same; and to look who has a port takes its time. */
    private static final int MOST = 50;

    private final AtomicInteger explained = new AtomicInteger();
    private volatile boolean explains = true;

    /** Is called by JUnit. */
    public BindFailureListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        ConfigurationParameters parameters = testPlan.getConfigurationParameters();
        // a launcher may run several plans
        explains = true;
        explained.set(0);
        for (String key : parameters.keySet()) {
            if (key.startsWith(Setting.PREFIX)) {
                explains = explains(parameters);
                UnknownSettings.warnOf(parameters.keySet());
                return;
            }
        }
    }

    /** A value that is not valid is no error here, because that would be swallowed or fail the run. */
    private static boolean explains(ConfigurationParameters parameters) {
        try {
            return Setting.EXPLAIN.read(parameters::get);
        } catch (InvalidSettingException invalid) {
            System.getLogger("dev.freeport")
                    .log(
                            Level.WARNING,
                            invalid.key() + " (" + invalid.value() + ") is not valid, and taken for on: "
                                    + invalid.rule());
            return true;
        }
    }

    @Override
    public void executionFinished(TestIdentifier testIdentifier, TestExecutionResult testExecutionResult) {
        if (explains && explained.get() < MOST && testExecutionResult.getStatus() == Status.FAILED) {
            Throwable failure = testExecutionResult.getThrowable().orElse(null);
            if (failure != null
                    && RunFailures.explain(failure, testIdentifier)
                    && explained.incrementAndGet() == MOST) {
                RunFailures.sayThatThereAreTooMany(MOST);
            }
        }
    }
}
