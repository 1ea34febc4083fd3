package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures several things in turn, round after round, so that noise affects all alike. */
final class Rounds {
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();

    void add(String what, Measurement measurement) {
        measurements.put(what, measurement);
    }

    Map<String, Sample> run(int rounds) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int i = 1; i <= rounds; i++) {
            for (Map.Entry<String, Measurement> entry : measurements.entrySet()) {
                double value = entry.getValue().take();
                BenchmarkSetup.progress(
                        "round " + i + " of " + rounds + ", " + entry.getKey() + ": " + Sample.text(value));
                values.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(value);
            }
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        values.forEach((what, taken) -> samples.put(what, new Sample(taken)));
        return samples;
    }

    interface Measurement {
        double take() throws Exception;
    }
}
