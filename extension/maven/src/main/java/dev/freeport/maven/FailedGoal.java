package dev.freeport.maven;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.failure.BindFailure;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.MojoExecution;

/**
 * A goal that failed, perhaps because a port is taken.
 *
 * @param event what Maven says of it
 * @param start when the goal began
 * @param ports the ports of the build
 */
record FailedGoal(ExecutionEvent event, Instant start, BuildPorts ports) {
    private static final int MOST_EXPLAINED = 3;

    /** {@return which process owns the port that the goal could not bind; empty if the failure has nothing to do with that} */
    Optional<String> explanation() {
        MojoExecution goal = event.getMojoExecution();
        Exception failure = event.getException();
        if (failure == null || TestJvms.isOf(goal)) {
            // the JVMs of the tests have explained what failed there
            return Optional.empty();
        }
        Set<Integer> named = new TreeSet<>(MentionedPorts.in(failure));
        named.addAll(MentionedPorts.in(event));
        ports.usableIn(event.getProject()).values().forEach(port -> named.addAll(port.numbers()));
        List<PortDiagnosis> taken = takenByOthers(named);
        Optional<String> bind = BindFailure.in(
                        failure, taken.stream().map(PortDiagnosis::port).toList())
                .map(BindFailure::text);
        return bind.or(() -> taken.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(
                                System.lineSeparator(),
                                taken.stream().map(PortDiagnosis::toString).toList())))
                .map(text -> name(goal) + " failed. " + text);
    }

    /** Returns, as Maven's log does, {@code exec:exec (start-server)}. */
    private static String name(MojoExecution goal) {
        String prefix = goal.getMojoDescriptor() == null
                ? goal.getArtifactId()
                : goal.getMojoDescriptor().getPluginDescriptor().getGoalPrefix();
        return prefix + ":" + goal.getGoal() + " (" + goal.getExecutionId() + ")";
    }

    /** Diagnoses the ports on which a process listened before the goal began; what the goal started is no culprit. */
    private List<PortDiagnosis> takenByOthers(Set<Integer> named) {
        List<PortDiagnosis> taken = new ArrayList<>();
        if (named.isEmpty()) {
            return taken;
        }
        for (ListeningPort listener : FreePorts.listeners().listeners()) {
            if (named.contains(listener.port()) && taken.size() < MOST_EXPLAINED) {
                PortDiagnosis diagnosis = FreePorts.explain(listener.port(), listener.protocol());
                if (diagnosis.sockets().stream().anyMatch(this::isOfOthers)) {
                    taken.add(diagnosis);
                }
            }
        }
        return taken;
    }

    private boolean isOfOthers(SocketInfo socket) {
        return socket.serves() && socket.owners().stream().noneMatch(this::isStartedByTheGoal);
    }

    private boolean isStartedByTheGoal(OwnerProcess owner) {
        boolean below = false;
        Optional<ProcessHandle> process = ProcessHandle.of(owner.pid());
        while (process.isPresent() && !below) {
            process = process.get().parent();
            below = process.isPresent()
                    && process.get().pid() == ProcessHandle.current().pid();
        }
        return below && !owner.started().map(start::isAfter).orElse(false);
    }
}
