package dev.freeport.spring;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.freeport.FreePorts;
import dev.freeport.ReservedPort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * One run of test cases by JUnit's launcher, as build tools run them.
 *
 * @param failures what tests and classes failed of
 * @param tests how many tests succeeded
 * @param ports the ports that the test cases noted, by label
 * @param errorOutput what was written to the standard error meanwhile
 */
record SpringRun(List<Throwable> failures, long tests, Map<String, List<Integer>> ports, String errorOutput) {
    private static final Map<String, List<Integer>> NOTED = Collections.synchronizedMap(new HashMap<>());
    private static final Set<String> ENDED = ConcurrentHashMap.newKeySet();

    /** Runs test cases in a session of their own. */
    static SpringRun of(Class<?>... testCases) {
        return of(Map.of(), testCases);
    }

    static SpringRun of(Map<String, String> parameters, Class<?>... testCases) {
        NOTED.clear();
        ENDED.clear();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(Stream.of(testCases)
                                            .map(type -> selectClass(type))
                                            .toList())
                                    .configurationParameters(parameters)
                                    .build(),
                            summary,
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                    ENDED.add(test.getLegacyReportingName());
                                }
                            });
        } finally {
            System.setErr(before);
        }
        return new SpringRun(
                summary.getSummary().getFailures().stream()
                        .map(failure -> failure.getException())
                        .toList(),
                summary.getSummary().getTestsSucceededCount(),
                Map.copyOf(NOTED),
                output.toString(StandardCharsets.UTF_8));
    }

    /** Called by test cases: notes a port that they were given. */
    static void note(String label, int port) {
        NOTED.computeIfAbsent(label, unknown -> Collections.synchronizedList(new ArrayList<>()))
                .add(port);
    }

    /** Called by test cases: waits until another one that runs at the same time has ended. */
    static void awaitEnd(Class<?> testCase) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!ENDED.contains(testCase.getName())) {
            assertThat(System.nanoTime() - deadline).as("%s runs", testCase).isNegative();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Checks that all tests succeeded, and that so many did. */
    SpringRun succeeds(int expected) {
        assertThat(failures).as(() -> stackTraces()).isEmpty();
        assertThat(tests).isEqualTo(expected);
        return this;
    }

    /** Returns the only port of a label. */
    int port(String label) {
        List<Integer> noted = Objects.requireNonNull(ports.get(label), label);
        assertThat(noted.stream().distinct()).as(label).hasSize(1);
        return noted.get(0);
    }

    /** Returns what a build tool prints of the failures. */
    String stackTraces() {
        return failures.stream()
                .map(failure -> {
                    StringWriter text = new StringWriter();
                    failure.printStackTrace(new PrintWriter(text));
                    return text.toString();
                })
                .collect(joining());
    }

    static boolean isReserved(int port) {
        return FreePorts.reserved().stream().map(ReservedPort::port).anyMatch(reserved -> reserved == port);
    }
}
