package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the first use in fresh JVMs, the uses in turn so that noise affects all alike. */
final class FreshJvmBenchmark {
    private static final List<String> TERRACOTTA_FAST = List.of("-D" + Peers.TERRACOTTA_FAST_MODE + "=true");

    private FreshJvmBenchmark() {}

    /** Measures this alone, in the default directory. */
    public static void main(String[] arguments) throws IOException {
        int jvms = Effort.FULL.freshJvms;
        Map<FirstUse, Sample> millis = millis(jvms);
        double yardstick = Sample.in(millis, FirstUse.SERVER_SOCKET).median();
        System.out.printf("Java %s, %d fresh JVMs each, medians%n", Runtime.version(), jvms);
        millis.forEach((use, sample) ->
                System.out.printf("%-14s %7.1f ms  %5.2f x%n", use, sample.median(), sample.median() / yardstick));
    }

    static Map<FirstUse, Sample> millis(int jvms) throws IOException {
        Map<FirstUse, List<Double>> millis = new EnumMap<>(FirstUse.class);
        for (int i = 0; i < jvms; i++) {
            for (FirstUse use : FirstUse.values()) {
                millis.computeIfAbsent(use, key -> new ArrayList<>()).add(measure(use));
            }
        }
        Map<FirstUse, Sample> samples = new EnumMap<>(FirstUse.class);
        millis.forEach((use, values) -> samples.put(use, new Sample(values)));
        return samples;
    }

    private static double measure(FirstUse use) throws IOException {
        try (ChildJvm jvm = ChildJvm.start(TERRACOTTA_FAST, FirstUse.class, use)) {
            return Long.parseLong(jvm.read()) / 1000.0;
        }
    }
}
