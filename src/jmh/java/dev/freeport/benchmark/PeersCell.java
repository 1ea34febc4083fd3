package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One thread reserves and releases, beside the kernel calls alone and beside others. */
final class PeersCell {
    private static final Map<String, String> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("freeport", "Freeport: reserve, close");
        BENCHMARKS.put("floor", "floor: the same kernel calls alone");
        BENCHMARKS.put("bindZero", "JDK: bind port 0, close");
        BENCHMARKS.put("spring", "Spring: TestSocketUtils.findAvailableTcpPort");
        BENCHMARKS.put("camel", "Camel: AvailablePortFinder.find, close");
        BENCHMARKS.put("freePortFinder", "free-port-finder: findFreeLocalPort(10000)");
        BENCHMARKS.put("terracotta", "Terracotta: reservePort, close (fast mode)");
    }

    private static final String CHECKING = "Terracotta: reservePort, close (as it comes)";

    private PeersCell() {}

    static Section measure(Bench bench) throws Exception {
        Rounds rounds = new Rounds();
        BENCHMARKS.keySet().forEach(name -> rounds.add(name, () -> JmhRun.micros(bench, name)));
        rounds.add(CHECKING, () -> JmhRun.micros(bench, "terracotta", "-D" + Peers.TERRACOTTA_FAST_MODE + "=false"));
        Map<String, Sample> micros = rounds.run(bench.effort().rounds);
        double freeport = Sample.in(micros, "freeport").lowest();
        List<List<String>> rows = new ArrayList<>();
        micros.forEach((name, sample) -> {
            List<String> row = new ArrayList<>(List.of(BENCHMARKS.getOrDefault(name, name)));
            row.addAll(sample.cells());
            row.add(Sample.text(sample.lowest() / freeport));
            rows.add(row);
        });
        return new Section(
                "A port is had and given back, one thread",
                "JMH, average time in µs, a fresh JVM in each of " + bench.effort().rounds
                        + " rounds; ratios are of the lowest, to which other work on the machine has added least. Freeport holds the port by all guards"
                        + " and has no cool-down here, as a pool is used up faster than it cools. Spring, free-port-finder"
                        + " and the bind of port 0 hold nothing once they answer; Camel holds the port within its JVM.",
                List.of("", "µs", "lowest", "highest", "/ Freeport"),
                rows,
                List.of(
                        Aim.atMost(
                                1.3,
                                "reserve+release / floor",
                                freeport / Sample.in(micros, "floor").lowest()),
                        Aim.atMost(
                                1,
                                "reserve+release / Spring",
                                freeport / Sample.in(micros, "spring").lowest()),
                        Aim.atLeast(
                                10,
                                "Terracotta / reserve+release",
                                Sample.in(micros, "terracotta").lowest() / freeport)));
    }
}
