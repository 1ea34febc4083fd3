package dev.freeport.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One thing measured several times. Other work on the machine can only make a time longer, so compare the lowest time, and the
 * highest rate.
 */
record Sample(List<Double> values) {
    Sample {
        values = List.copyOf(values);
    }

    /** Returns the sample of one thing. */
    static <T> Sample in(Map<T, Sample> samples, T thing) {
        return Objects.requireNonNull(samples.get(thing), () -> thing + " was not measured");
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double lowest() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    double highest() {
        return values.stream().max(Double::compare).orElseThrow();
    }

    /** Returns the cells of a row: median, lowest, highest. */
    List<String> cells() {
        return List.of(text(median()), text(lowest()), text(highest()));
    }

    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        return String.format(
                Locale.ROOT, value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
