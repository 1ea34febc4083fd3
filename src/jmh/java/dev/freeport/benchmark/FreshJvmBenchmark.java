package dev.freeport.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures what the first use costs a JVM: medians of fresh JVMs, the uses in turn so that noise meets them alike. */
final class FreshJvmBenchmark {
    private static final int JVMS = 31;

    private FreshJvmBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<FirstUse, List<Long>> micros = new EnumMap<>(FirstUse.class);
        for (int i = 0; i < JVMS; i++) {
            for (FirstUse use : FirstUse.values()) {
                micros.computeIfAbsent(use, key -> new ArrayList<>()).add(measure(use));
            }
        }
        long yardstick = median(micros.get(FirstUse.SERVER_SOCKET));
        System.out.printf("Java %s, %d fresh JVMs each, medians%n", Runtime.version(), JVMS);
        micros.forEach((use, values) -> System.out.printf(
                "%-14s %7.1f ms  %5.2f x%n", use, median(values) / 1000.0, median(values) / (double) yardstick));
    }

    private static long median(List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static long measure(FirstUse use) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        FirstUse.class.getName(),
                        use.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String micros = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (jvm.waitFor() != 0) {
            throw new IOException(use + " failed: " + micros);
        }
        return Long.parseLong(micros);
    }
}
