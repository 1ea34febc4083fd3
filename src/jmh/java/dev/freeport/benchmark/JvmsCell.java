package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several JVMs reserve and release at the same time. */
final class JvmsCell {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /**
     * The optimising compilers of several JVMs work for longer than the measurement lasts, and take the cores from the loops: of
     * 4 JVMs on 2 cores nearly half of the CPU time.
     */
    private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    private JvmsCell() {}

    static Section measure(BenchmarkSetup setup) throws Exception {
        int[] counts = {1, 4, 16};
        Rounds rounds = new Rounds();
        for (int jvms : counts) {
            for (String what : List.of("Freeport", "floor", "computing")) {
                rounds.add(name(what, jvms), () -> perCore(setup, what, jvms));
            }
        }
        Map<String, Sample> perCore = rounds.run(setup.effort().rounds);
        List<List<String>> rows = new ArrayList<>();
        perCore.forEach((name, sample) -> {
            List<String> row = new ArrayList<>(List.of(name));
            row.addAll(sample.cells());
            String one = name(name.split(",")[0], 1);
            row.add(Sample.text(sample.highest() / Sample.in(perCore, one).highest()));
            rows.add(row);
        });
        List<Aim> aims = new ArrayList<>();
        for (int jvms : List.of(4, 16)) {
            double ratio = Sample.in(perCore, name("Freeport", jvms)).highest()
                    / Sample.in(perCore, name("Freeport", 1)).highest();
            aims.add(Aim.atLeast(0.7, "rounds per core, " + jvms + " JVMs / 1 JVM", ratio));
        }
        return new Section(
                "Several JVMs at the same time",
                "Rounds of reserve and close per second and core: the sum of all JVMs, which start together and run for "
                        + setup.effort().loopMillis
                        + " ms in the same directory, divided by the smaller of JVMs and cores ("
                        + CORES
                        + "). The JVMs have "
                        + FIRST_COMPILER_ONLY
                        + ", because several optimising compilers would take the cores from the loops. The floor shows how the kernel scales, computing alone how the machine does; ratios are of"
                        + " the highest.",
                List.of("", "rounds/s/core", "lowest", "highest", "/ 1 JVM"),
                rows,
                aims);
    }

    private static String name(String what, int jvms) {
        return what + ", " + jvms + (jvms == 1 ? " JVM" : " JVMs");
    }

    private static double perCore(BenchmarkSetup setup, String what, int jvms) throws IOException {
        List<String> options = new ArrayList<>(setup.options());
        options.add(FIRST_COMPILER_ONLY);
        List<ChildJvm> loopers = new ArrayList<>();
        double sum = 0;
        try {
            for (int i = 0; i < jvms; i++) {
                loopers.add(ChildJvm.start(options, LoopingJvm.class, what, setup.effort().loopMillis));
            }
            for (ChildJvm looper : loopers) {
                looper.read();
            }
            for (ChildJvm looper : loopers) {
                looper.go();
            }
            for (ChildJvm looper : loopers) {
                sum += Long.parseLong(looper.read());
            }
        } finally {
            for (ChildJvm looper : loopers) {
                looper.close();
            }
        }
        return sum / Math.min(jvms, CORES);
    }
}
