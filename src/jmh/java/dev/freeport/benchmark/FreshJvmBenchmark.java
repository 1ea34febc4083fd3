package dev.freeport.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the first use in fresh JVMs, the uses in turn so that noise affects all alike. Their class path has only the jars that
 * a use needs, because the first channel of a JVM opens each jar that no other class has opened: it looks for a
 * {@code SelectorProvider} in all of them.
 */
final class FreshJvmBenchmark {
    /** Of Terracotta's port chooser. */
    private static final List<String> NEEDED_JARS = List.of("terracotta-utilities-", "slf4j-");

    private FreshJvmBenchmark() {}

    /** Measures this alone, with the arguments of {@link Benchmarks}. */
    public static void main(String[] arguments) throws IOException {
        int jvms = Effort.FULL.freshJvms;
        Map<FirstUse, Sample> millis = millis(jvms, new BenchmarkSetup(Effort.FULL, Path.of(arguments[2])));
        double yardstick = Sample.in(millis, FirstUse.SERVER_SOCKET).median();
        System.out.printf("Java %s, %d fresh JVMs each, medians%n", Runtime.version(), jvms);
        millis.forEach((use, sample) ->
                System.out.printf("%-14s %7.1f ms  %5.2f x%n", use, sample.median(), sample.median() / yardstick));
    }

    static Map<FirstUse, Sample> millis(int jvms, BenchmarkSetup setup) throws IOException {
        Map<FirstUse, List<Double>> millis = new EnumMap<>(FirstUse.class);
        for (int i = 0; i < jvms; i++) {
            for (FirstUse use : FirstUse.values()) {
                millis.computeIfAbsent(use, key -> new ArrayList<>()).add(measure(use, setup));
            }
        }
        Map<FirstUse, Sample> samples = new EnumMap<>(FirstUse.class);
        millis.forEach((use, values) -> samples.put(use, new Sample(values)));
        return samples;
    }

    private static double measure(FirstUse use, BenchmarkSetup setup) throws IOException {
        try (ChildJvm jvm = ChildJvm.start(classPath(), setup.optionsBesideFreeport(), FirstUse.class, use)) {
            return Long.parseLong(jvm.read()) / 1000.0;
        }
    }

    private static String classPath() {
        return Stream.of(ChildJvm.CLASS_PATH.split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || NEEDED_JARS.stream().anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
