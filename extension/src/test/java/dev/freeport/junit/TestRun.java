package dev.freeport.junit;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.PortRequest;
import dev.freeport.internal.registry.PortHolder;
import dev.freeport.internal.registry.Registries;
import dev.freeport.stack.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.condition.OS;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** One run of a test case by the Jupiter engine, with the ports that the test case noted meanwhile. */
final class TestRun {
    /** What the JDK says of a bind that failed, on this system. */
    static final String IN_USE = "Address already in use" + (OS.WINDOWS.isCurrentOs() ? ": bind" : "");

    private static volatile Map<String, Note> current = new ConcurrentHashMap<>();

    private final EngineExecutionResults results;
    private final Map<String, Note> notes;

    private TestRun(EngineExecutionResults results, Map<String, Note> notes) {
        this.results = results;
        this.notes = notes;
    }

    /** Runs a test case with configuration parameters: key, value, key, value. */
    static TestRun of(Class<?> testCase, String... parameters) {
        Map<String, Note> notes = new ConcurrentHashMap<>();
        current = notes;
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter").selectors(selectClass(testCase));
        // many a test case leaves a server on its port, to be found there
        kit.configurationParameter(PortRequest.LEAKS, "off");
        // it does not see the system properties, in which the build says so
        kit.configurationParameter(PortRequest.DIAGNOSIS_DEADLINE, "1m");
        for (int i = 0; i < parameters.length; i += 2) {
            kit.configurationParameter(parameters[i], parameters[i + 1]);
        }
        EngineExecutionResults results = kit.execute();
        // there is no session of the launcher whose end would do this
        RunScope.end();
        return new TestRun(results, notes);
    }

    /** Called by a test case: notes a port that it was given and that is, as this checks, reserved at the moment. */
    static void note(String label, int port) {
        Optional<PortHolder> holder = reservation(port);
        assertThat(holder).as("reservation of port %d (%s)", port, label).isPresent();
        assertThat(current.put(label, new Note(port, holder.get().purpose())))
                .as("earlier note of %s", label)
                .isNull();
    }

    /** Called by a test case: returns the labels of the noted ports that are still reserved. */
    static Set<String> stillReserved() {
        return stillReserved(current);
    }

    private static Set<String> stillReserved(Map<String, Note> notes) {
        return notes.entrySet().stream()
                .filter(entry -> reservation(entry.getValue().port()).isPresent())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Returns who in this JVM has reserved a port. Asks the registry, as a diagnosis costs a look at all processes. */
    static Optional<PortHolder> reservation(int port) {
        long self = ProcessHandle.current().pid();
        return Registries.history(Protocol.TCP, port).holder().filter(by -> by.pid() == self);
    }

    /** Returns the port noted under a label. */
    int port(String label) {
        return Objects.requireNonNull(notes.get(label), label).port();
    }

    /** Returns the ports noted under labels, in their order. */
    List<Integer> ports(String... labels) {
        return Arrays.stream(labels).map(this::port).toList();
    }

    /** Returns all ports noted. */
    List<Integer> ports() {
        return notes.values().stream().map(Note::port).toList();
    }

    /** Returns for what each noted port was reserved, by label: the place at which it is declared. */
    Map<String, String> purposes() {
        return purposesWithTests().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().replaceFirst(", in .*", "")));
    }

    /** Returns for what each noted port was reserved, by label, with the test that {@link PurposeText} adds. */
    Map<String, String> purposesWithTests() {
        return notes.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().purpose()));
    }

    /** Returns the labels of the noted ports that are reserved after the run. */
    Set<String> leftovers() {
        return stillReserved(notes);
    }

    /** Checks that so many tests ran, that nothing failed, and that all is released. */
    TestRun succeeds(int tests) {
        assertThat(failures()).isEmpty();
        results.testEvents().assertStatistics(counts -> counts.started(tests).succeeded(tests));
        assertThat(leftovers()).isEmpty();
        return this;
    }

    /** Checks that one test or class failed, and that all is released. */
    Throwable failure() {
        assertThat(failures()).hasSize(1);
        assertThat(leftovers()).isEmpty();
        return failures().get(0);
    }

    List<Throwable> failures() {
        return results.allEvents().executions().failed().stream()
                .map(failed -> failed.getTerminationInfo().getExecutionResult())
                .map(result -> result.getThrowable().orElseThrow())
                .toList();
    }

    EngineExecutionResults results() {
        return results;
    }

    private record Note(int port, String purpose) {}
}
