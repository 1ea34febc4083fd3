package dev.freeport.maven;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.MojoExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands ports to the JVMs of tests, explains failed goals, and releases what ends with a module or the build. Never throws. */
final class BuildListener {
    private static final Logger LOG = LoggerFactory.getLogger(BuildListener.class);

    private final BuildPorts ports;
    private final Map<MojoExecution, Instant> started = new ConcurrentHashMap<>();

    BuildListener(BuildPorts ports) {
        this.ports = ports;
    }

    /** Takes an event before Maven's own listener. */
    void before(ExecutionEvent event) {
        guarded(event, () -> {
            switch (event.getType()) {
                case MojoStarted -> {
                    started.put(event.getMojoExecution(), Instant.now());
                    TestJvms.pass(event.getMojoExecution(), ports.systemProperties(event.getProject()));
                }
                case MojoSucceeded -> started.remove(event.getMojoExecution());
                // before the summary, in which the build may yet fail
                case SessionEnded -> BuildPorts.end(event.getSession());
                default -> {}
            }
        });
    }

    /** Takes an event after Maven's own listener. */
    void after(ExecutionEvent event) {
        guarded(event, () -> {
            switch (event.getType()) {
                case MojoFailed -> explain(event);
                case ProjectSucceeded, ProjectFailed -> ports.endModule(event.getProject(), event.getSession());
                default -> {}
            }
        });
    }

    private void explain(ExecutionEvent event) {
        Instant start = started.remove(event.getMojoExecution());
        Optional<String> explanation =
                new FailedGoal(event, start == null ? Instant.now() : start, ports).explanation();
        explanation.ifPresent(LOG::error);
    }

    private static void guarded(ExecutionEvent event, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError unexpected) {
            LOG.warn("Freeport could not handle the event " + event.getType() + ": " + unexpected, unexpected);
        }
    }
}
