package dev.freeport.junit.launcher;

import dev.freeport.internal.failure.BindFailureExplainer;
import dev.freeport.internal.settings.LauncherSettings;
import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.settings.UnknownSettings;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Explains the first 50 bind failures of a run, also in classes that do not use {@code @FreePort}, and warns of unknown
 * settings and of fields that get no port because another engine than JUnit Jupiter runs their class. Public because JUnit's launcher finds it by {@code ServiceLoader}.
 *
 * <p>The failure stays what it is. The explanation goes to the standard error, with the name of the test, and is
 * {@linkplain Throwable#addSuppressed added} to the failure: build tools print a failure before they call other listeners,
 * the console launcher afterwards. Loads nothing before a test fails, and fails no run.
 */
public final class BindFailureListener implements TestExecutionListener {
    /** A constant of the compiler, for which nothing is loaded. */
    private static final int MOST = BindFailureExplainer.MOST;

    private static final String JUPITER = "[engine:junit-jupiter]";

    private static volatile boolean settingsKept;

    private final AtomicInteger explained = new AtomicInteger();
    private volatile boolean explains = true;
    private volatile @Nullable Path timeline;

    /** Called by JUnit. */
    public BindFailureListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        ConfigurationParameters parameters = testPlan.getConfigurationParameters();
        // a launcher may run several plans
        explains = true;
        timeline = null;
        explained.set(0);
        if (settingsKept) {
            settingsKept = false;
            LauncherSettings.forget();
        }
        for (String key : parameters.keySet()) {
            if (key.startsWith(Setting.PREFIX)) {
                // the launcher would swallow an error here, or fail the run
                explains = Setting.EXPLAIN.readOrWarn(parameters::get);
                timeline = Setting.TIMELINE.findOrWarn(parameters::get).orElse(null);
                if (Setting.BIND_LOG.readOrWarn(parameters::get)) {
                    RunFailures.logBinds();
                }
                UnknownSettings.warnOf(parameters.keySet());
                LauncherSettings.use(parameters::get);
                settingsKept = true;
                break;
            }
        }
        for (TestIdentifier engine : testPlan.getRoots()) {
            if (!engine.getUniqueId().equals(JUPITER)
                    && !testPlan.getChildren(engine).isEmpty()) {
                FieldsWithoutPort.warnOf(testPlan);
                break;
            }
        }
    }

    @Override
    public void executionFinished(TestIdentifier testIdentifier, TestExecutionResult testExecutionResult) {
        if (explains && explained.get() < MOST && testExecutionResult.getStatus() == Status.FAILED) {
            Throwable failure = testExecutionResult.getThrowable().orElse(null);
            if (failure != null
                    && RunFailures.explain(failure, testIdentifier, timeline)
                    && explained.incrementAndGet() == MOST) {
                RunFailures.warnThatLimitIsReached();
            }
        }
    }
}
