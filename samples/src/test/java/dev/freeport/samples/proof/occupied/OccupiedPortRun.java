package dev.freeport.samples.proof.occupied;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.BindException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How the sample of the occupied port failed.
 *
 * @param failure what its test threw
 * @param pid the process that had the port
 */
public record OccupiedPortRun(Throwable failure, long pid) {
    private static final AtomicLong OTHER_PROCESS = new AtomicLong();

    static void otherProcess(long pid) {
        OTHER_PROCESS.set(pid);
    }

    /** Runs the sample as an IDE or a build would. */
    public static OccupiedPortRun now() {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(OccupiedPort.class))
                .build();
        AtomicReference<Throwable> failure =
                new AtomicReference<>(new IllegalStateException("The sample of the occupied port did not fail"));
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().ifPresent(failure::set);
            }
        });
        return new OccupiedPortRun(failure.get(), OTHER_PROCESS.get());
    }

    /** Whether the failure names the other process and keeps the server's own exception. */
    public boolean isExplained() {
        return failure instanceof AssertionError
                && failure.getCause() instanceof BindException
                && String.valueOf(failure.getMessage()).contains(Long.toString(pid));
    }
}
