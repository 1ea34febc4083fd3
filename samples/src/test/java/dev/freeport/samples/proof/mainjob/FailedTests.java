package dev.freeport.samples.proof.mainjob;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Collects the failures of a run: collisions of either kind, and whatever else went wrong. */
final class FailedTests implements TestExecutionListener {
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            @Nullable Throwable thrown = result.getThrowable().orElse(null);
            failures.add(new Failure(Failure.Kind.of(thrown), test.getUniqueId() + ": " + thrown));
            if (thrown != null) {
                // To this JVM's log file, for whoever looks into it.
                thrown.printStackTrace();
            }
        }
    }

    List<Failure> all() {
        return List.copyOf(failures);
    }
}
