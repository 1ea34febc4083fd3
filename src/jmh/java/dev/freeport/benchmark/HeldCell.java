package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One thread reserves and releases while other JVMs hold many ports. */
final class HeldCell {
    /** Few enough for a limit of 4,096 descriptors, each guard socket being one. */
    private static final int PORTS_PER_JVM = 2500;

    private static final String NONE = "none held";

    private HeldCell() {}

    static Section measure(Bench bench) throws Exception {
        Rounds rounds = new Rounds();
        rounds.add(NONE, () -> JmhRun.micros(bench, "freeport"));
        for (int held : List.of(1_000, 10_000)) {
            rounds.add(inARow(held), () -> micros(bench, held, 1));
            rounds.add(scattered(held), () -> micros(bench, held, 2));
        }
        Map<String, Sample> micros = rounds.run(bench.effort().rounds);
        double none = Sample.in(micros, NONE).lowest();
        List<List<String>> rows = new ArrayList<>();
        micros.forEach((name, sample) -> {
            List<String> row = new ArrayList<>(List.of(name));
            row.addAll(sample.cells());
            row.add(Sample.text(sample.lowest() / none));
            rows.add(row);
        });
        return new Section(
                "Ports held by others",
                "JMH as above, in a pool of " + (Bench.HIGHEST_PORT - Bench.LOWEST_PORT + 1)
                        + " ports. Other JVMs, each of at"
                        + " most 2,500 ports as each has a descriptor, hold them by all guards in the same directory: in a row,"
                        + " as JVMs take them, or every second port, so that the kernel can join no two locks of its list,"
                        + " which is the worst that can be. What is passed over on the way to a port that can be had is in"
                        + " the figures.",
                List.of("", "µs", "lowest", "highest", "/ none held"),
                rows,
                List.of(
                        aim(2, micros, inARow(1_000)),
                        aim(2, micros, scattered(1_000)),
                        aim(4, micros, inARow(10_000)),
                        aim(4, micros, scattered(10_000))));
    }

    private static Aim aim(int limit, Map<String, Sample> micros, String name) {
        return Aim.atMost(
                limit,
                "reserve+release, " + name + " / none held",
                Sample.in(micros, name).lowest() / Sample.in(micros, NONE).lowest());
    }

    private static String inARow(int held) {
        return String.format("%,d held in a row", held);
    }

    private static String scattered(int held) {
        return String.format("%,d held, every second port", held);
    }

    private static double micros(Bench bench, int held, int step) throws Exception {
        List<ChildJvm> holders = new ArrayList<>();
        try {
            for (int from = 0; from < held; from += PORTS_PER_JVM) {
                int count = Math.min(PORTS_PER_JVM, held - from);
                holders.add(
                        ChildJvm.start(bench.options(), Holder.class, Bench.LOWEST_PORT + from * step, count, step));
            }
            for (ChildJvm holder : holders) {
                holder.read();
            }
            return JmhRun.micros(bench, "freeport");
        } finally {
            end(holders);
        }
    }

    private static void end(List<ChildJvm> holders) throws IOException {
        for (ChildJvm holder : holders) {
            holder.close();
        }
    }
}
