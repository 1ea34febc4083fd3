package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cost of the first use in a fresh JVM. */
final class FirstUseCell {
    private FirstUseCell() {}

    static Section measure(BenchmarkSetup setup) throws Exception {
        int jvms = setup.effort().freshJvms;
        Map<FirstUse, Sample> millis = FreshJvmBenchmark.millis(jvms, setup);
        double yardstick = Sample.in(millis, FirstUse.SERVER_SOCKET).median();
        double reservation = Sample.in(millis, FirstUse.RESERVATION).median();
        List<List<String>> rows = new ArrayList<>();
        millis.forEach((use, sample) -> {
            List<String> row =
                    new ArrayList<>(List.of(use.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            row.addAll(sample.cells());
            row.add(Sample.text(sample.median() / yardstick));
            rows.add(row);
        });
        return new Section(
                "First use in a fresh JVM",
                "Milliseconds from the first to the last statement, medians of " + jvms
                        + " JVMs each, in turn, compared with a first new ServerSocket(0) and its close; ratios are of"
                        + " medians. Freeport has its default settings. The floor makes the same system calls.",
                List.of("", "ms", "lowest", "highest", "/ server socket"),
                rows,
                List.of(
                        Aim.atMost(2, "first reservation / first server socket", reservation / yardstick),
                        Aim.atMost(
                                0.33,
                                "first reservation / first of Terracotta",
                                reservation
                                        / Sample.in(millis, FirstUse.TERRACOTTA).median())));
    }
}
