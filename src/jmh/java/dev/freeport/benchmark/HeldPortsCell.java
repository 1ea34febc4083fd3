package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One thread reserves and releases while other JVMs hold many ports. */
final class HeldPortsCell {
    /** Few enough for a limit of 4,096 descriptors, each kernel lock being one. */
    private static final int PORTS_PER_JVM = 2500;

    private static final String NONE = "none held";

    private HeldPortsCell() {}

    static Section measure(BenchmarkSetup setup) throws Exception {
        Rounds rounds = new Rounds();
        rounds.add(NONE, () -> JmhRun.micros(setup, "freeport"));
        for (int held : List.of(1_000, 10_000)) {
            rounds.add(contiguous(held), () -> micros(setup, held, 1));
            rounds.add(scattered(held), () -> micros(setup, held, 2));
        }
        Map<String, Sample> micros = rounds.run(setup.effort().rounds);
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
                "JMH as above, in a pool of " + (BenchmarkSetup.HIGHEST_PORT - BenchmarkSetup.LOWEST_PORT + 1)
                        + " ports. Other JVMs hold ports in the same directory with lock file, ledger and kernel lock, at most"
                        + " 2,500 each, as each port needs a descriptor: contiguous ports, as JVMs choose them, or every second"
                        + " port, so that the kernel cannot join locks, which is the worst case. The figures include the search"
                        + " past ports that are held.",
                List.of("", "µs", "lowest", "highest", "/ none held"),
                rows,
                List.of(
                        aim(2, micros, contiguous(1_000)),
                        aim(2, micros, scattered(1_000)),
                        aim(4, micros, contiguous(10_000)),
                        aim(4, micros, scattered(10_000))));
    }

    private static Aim aim(int limit, Map<String, Sample> micros, String name) {
        return Aim.atMost(
                limit,
                "reserve+release, " + name + " / none held",
                Sample.in(micros, name).lowest() / Sample.in(micros, NONE).lowest());
    }

    private static String contiguous(int held) {
        return String.format("%,d contiguous ports held", held);
    }

    private static String scattered(int held) {
        return String.format("%,d held, every second port", held);
    }

    private static double micros(BenchmarkSetup setup, int held, int step) throws Exception {
        List<ChildJvm> holders = new ArrayList<>();
        try {
            for (int from = 0; from < held; from += PORTS_PER_JVM) {
                int count = Math.min(PORTS_PER_JVM, held - from);
                holders.add(ChildJvm.start(
                        setup.options(), HoldingJvm.class, BenchmarkSetup.LOWEST_PORT + from * step, count, step));
            }
            for (ChildJvm holder : holders) {
                holder.read();
            }
            return JmhRun.micros(setup, "freeport");
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
