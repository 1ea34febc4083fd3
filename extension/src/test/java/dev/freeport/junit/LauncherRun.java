package dev.freeport.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * One run of a test case by JUnit's launcher, with the listeners that it registers by itself.
 *
 * @param failures what tests and classes failed of
 * @param errorOutput what was written to the standard error meanwhile
 */
record LauncherRun(List<Throwable> failures, String errorOutput) {

    /** Runs a test case with configuration parameters: key, value, key, value. */
    static LauncherRun of(Class<?> testCase, String... parameters) {
        return of(LauncherFactory.create(), testCase, parameters);
    }

    /** Runs a test case by a launcher that may have run others. */
    static LauncherRun of(Launcher launcher, Class<?> testCase, String... parameters) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testCase));
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            launcher.execute(request.build(), summary);
        } finally {
            System.setErr(before);
        }
        List<Throwable> failures = summary.getSummary().getFailures().stream()
                .map(failure -> failure.getException())
                .toList();
        return new LauncherRun(failures, output.toString(StandardCharsets.UTF_8));
    }
}
