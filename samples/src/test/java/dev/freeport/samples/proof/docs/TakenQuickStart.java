package dev.freeport.samples.proof.docs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The first test of the README, whose port another process takes before its server starts. */
final class TakenQuickStart implements TestExecutionListener {
    private static final String TESTS = "dev.freeport.samples.quickstart.GreetingTests";

    private @Nullable ShopServer other;
    private @Nullable Throwable failure;

    private TakenQuickStart() {}

    /** Returns what a build prints of its failure. */
    static String report() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(TESTS))
                .configurationParameter("freeport.report-entries", "on")
                .build();
        TakenQuickStart run = new TakenQuickStart();
        LauncherFactory.create().execute(request, run);
        Throwable failed = run.failure;
        return failed == null
                ? "The test did not fail."
                : failed.getClass().getName() + ":" + System.lineSeparator() + failed.getMessage();
    }

    /** The port is known and reserved now, and the test does not run yet. */
    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String port = entry.getKeyValuePairs().get("freeport.port");
        try {
            other = port == null ? other : ShopServer.on(Integer.parseInt(port.split(",", 2)[0]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            failure = result.getThrowable().orElse(null);
            try {
                if (other != null) {
                    other.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
