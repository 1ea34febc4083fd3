package dev.freeport.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Prints what the extension adds to a test, and to the first test of a JVM: {@code mvn -q -P extension-cost
 * -DskipTests -pl src,extension/launcher,extension verify}. Runs with and without take turns, and the CPU time of the thread is counted,
 * to which other work on the machine adds least. JUnit's own {@code @TempDir} runs beside it. Of a first test it also counts the classes that its JVM has loaded.
 */
final class ExtensionCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TESTS = 1_000;
    private static final int WARM_UP = 10;
    private static final int RUNS = 21;
    private static final int JVMS = 21;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private ExtensionCost() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            first(
                    switch (arguments[0]) {
                        case "with" -> FirstWithTestCase.class;
                        case "temp-dir" -> FirstTempDirTestCase.class;
                        default -> FirstWithoutTestCase.class;
                    });
            return;
        }
        System.out.printf("%d tests in one class, median of %d runs each%n", TESTS, RUNS);
        try (LauncherSession session = LauncherFactory.openSession()) {
            Launcher launcher = session.getLauncher();
            for (int i = 0; i < WARM_UP; i++) {
                nanos(launcher, WithoutTestCase.class, TESTS);
                nanos(launcher, WithTestCase.class, TESTS);
                nanos(launcher, TempDirTestCase.class, TESTS);
            }
            double[] without = new double[RUNS];
            double[] with = new double[RUNS];
            double[] tempDir = new double[RUNS];
            for (int i = 0; i < RUNS; i++) {
                without[i] = nanos(launcher, WithoutTestCase.class, TESTS) / NANOS_PER_MICRO / TESTS;
                with[i] = nanos(launcher, WithTestCase.class, TESTS) / NANOS_PER_MICRO / TESTS;
                tempDir[i] = nanos(launcher, TempDirTestCase.class, TESTS) / NANOS_PER_MICRO / TESTS;
            }
            print("us", "a test with one @FreePort int", without, with, 60);
            printBeside("us", "a test with one @TempDir Path (aim: at most 1)", tempDir, with);
        }
        double[] without = new double[JVMS];
        double[] with = new double[JVMS];
        double[] tempDir = new double[JVMS];
        double[] classesWithout = new double[JVMS];
        double[] classesWith = new double[JVMS];
        System.out.printf("the first test of a JVM, median of %d JVMs each%n", JVMS);
        for (int i = 0; i < JVMS; i++) {
            String[] plain = inFreshJvm("without");
            String[] extended = inFreshJvm("with");
            tempDir[i] = Long.parseLong(inFreshJvm("temp-dir")[0]) / NANOS_PER_MILLI;
            without[i] = Long.parseLong(plain[0]) / NANOS_PER_MILLI;
            with[i] = Long.parseLong(extended[0]) / NANOS_PER_MILLI;
            classesWithout[i] = Long.parseLong(plain[1]);
            classesWith[i] = Long.parseLong(extended[1]);
        }
        print("ms", "the first test with one @FreePort int", without, with, 25);
        printBeside("ms", "the first test with one @TempDir Path", tempDir, with);
        System.out.printf(
                "  %-40s %8.0f, without %8.0f%n", "classes loaded", median(classesWith), median(classesWithout));
    }

    private static void print(String unit, String what, double[] without, double[] with, double aim) {
        double[] added = new double[with.length];
        for (int i = 0; i < added.length; i++) {
            added[i] = with[i] - without[i];
        }
        System.out.printf(
                "  %-40s %8.1f %s, without %8.1f %s, ratio %.2f%n",
                what, median(with), unit, median(without), unit, median(with) / median(without));
        System.out.printf(
                "  %-40s %8.1f %s (%.1f to %.1f), aim: at most %.0f %s%n",
                "added",
                median(added),
                unit,
                Arrays.stream(added).min().orElseThrow(),
                Arrays.stream(added).max().orElseThrow(),
                aim,
                unit);
    }

    /** Prints what JUnit's own resource costs, in the same runs. */
    private static void printBeside(String unit, String what, double[] tempDir, double[] with) {
        System.out.printf(
                "  %-46s %8.1f %s, @FreePort / @TempDir %.2f%n",
                what, median(tempDir), unit, median(with) / median(tempDir));
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long nanos(Launcher launcher, Class<?> testCase, int tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testCase))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        long start = THREADS.getCurrentThreadCpuTime();
        launcher.execute(request, summary);
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (summary.getSummary().getTestsSucceededCount() != tests) {
            throw new IllegalStateException(
                    "not all passed: " + summary.getSummary().getFailures());
        }
        return nanos;
    }

    private static void first(Class<?> testCase) {
        try (LauncherSession session = LauncherFactory.openSession()) {
            long nanos = nanos(session.getLauncher(), testCase, 1);
            System.out.println(
                    nanos + " " + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        }
    }

    private static String[] inFreshJvm(String which) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExtensionCost.class.getName(),
                which));
        File errors = Files.createTempFile("extension-cost", ".txt").toFile();
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("failed: " + Files.readString(errors.toPath()));
        }
        Files.delete(errors.toPath());
        return output.split(" ");
    }

    static class WithTestCase {
        @RepeatedTest(TESTS)
        void test(@FreePort int port) {}
    }

    static class TempDirTestCase {
        @RepeatedTest(TESTS)
        void test(@TempDir Path folder) {}
    }

    static class WithoutTestCase {
        @RepeatedTest(TESTS)
        void test() {}
    }

    static class FirstWithTestCase {
        @Test
        void test(@FreePort int port) {}
    }

    static class FirstTempDirTestCase {
        @Test
        void test(@TempDir Path folder) {}
    }

    static class FirstWithoutTestCase {
        @Test
        void test() {}
    }
}
