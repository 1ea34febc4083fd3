package dev.freeport.maven;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.failure.BindFailure;
import dev.freeport.internal.failure.BindFailureExplainer;
import dev.freeport.owner.ListeningPort;
import dev.freeport.owner.OwnerProcess;
import dev.freeport.owner.SocketInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.plugin.MojoExecution;
import org.jspecify.annotations.Nullable;

/**
 * A goal that failed, perhaps because a port is taken.
 *
 * @param event what Maven says of it
 * @param start when the goal began
 * @param ports the ports of the build
 */
record FailedGoal(ExecutionEvent event, Instant start, BuildPorts ports) {
    private static final int MOST_EXPLAINED = 3;
    private static final String ADVICE = "  what to do  ";

    /** {@return which process owns the port that the goal could not bind; empty if the failure has nothing to do with that} */
    Optional<String> explanation() {
        MojoExecution goal = event.getMojoExecution();
        Throwable failure = failure();
        if (failure == null || TestJvms.isOf(goal) || isOfFreeport(goal)) {
            // the JVMs of the tests, and the messages of Freeport's goals, have explained what failed there
            return Optional.empty();
        }
        Set<Integer> configured = MentionedPorts.in(event);
        Set<Integer> named = new TreeSet<>(MentionedPorts.in(failure));
        named.addAll(configured);
        ports.usableIn(event.getProject()).values().forEach(port -> named.addAll(port.numbers()));
        List<PortDiagnosis> taken = takenByOthers(named);
        return BindFailure.in(failure, taken.stream().map(PortDiagnosis::port).toList())
                .map(BindFailure::text)
                .or(() -> BindFailureExplainer.saysThatABindFailed(failure)
                        ? joined(taken.stream().map(PortDiagnosis::toString), System.lineSeparator())
                        : joined(
                                taken.stream()
                                        .filter(diagnosis -> configured.contains(diagnosis.port()))
                                        .map(FailedGoal::hint),
                                System.lineSeparator()))
                .map(text -> name(goal) + " failed. " + text);
    }

    /** Returns what the goal has thrown: Maven repeats it with the name of the module, which may be such as "occupied". */
    private @Nullable Throwable failure() {
        Throwable failure = event.getException();
        return failure instanceof LifecycleExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static boolean isOfFreeport(MojoExecution goal) {
        return goal.getGroupId().equals("dev.freeport") && goal.getArtifactId().equals("freeport-maven-plugin");
    }

    private static Optional<String> joined(Stream<String> texts, String separator) {
        return Optional.of(texts.collect(Collectors.joining(separator))).filter(text -> !text.isEmpty());
    }

    /** Says no more than what is known: a goal may have used the port as a client, and failed for another reason. */
    private static String hint(PortDiagnosis diagnosis) {
        String text = diagnosis.toString();
        String facts = text.substring(diagnosis.headline().length());
        return "Port " + diagnosis.port() + ", which the goal's configuration names, is in use"
                + (diagnosis.owners().isEmpty()
                        ? "; its process is not visible from here."
                        : ": "
                                + diagnosis.owners().stream()
                                        .map(OwnerProcess::label)
                                        .collect(Collectors.joining(", ")) + " listens on it.")
                + facts.replace(ADVICE, ADVICE + "If the goal was to listen on this port: ");
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
