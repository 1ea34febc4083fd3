package dev.freeport.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thread reserves and releases, compared with the system calls alone and with other port pickers. */
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

    private static final String DEFAULT_MODE = "Terracotta: reservePort, close (default)";

    private PeersCell() {}

    static Section measure(BenchmarkSetup setup) throws Exception {
        Rounds rounds = new Rounds();
        BENCHMARKS.keySet().forEach(name -> rounds.add(name, () -> JmhRun.micros(setup, name)));
        rounds.add(
                DEFAULT_MODE, () -> JmhRun.micros(setup, "terracotta", "-D" + Peers.TERRACOTTA_FAST_MODE + "=false"));
        Optional<Path> portServer = PortServer.program();
        if (portServer.isEmpty()) {
            return measure(setup, rounds);
        }
        try (PortServer server = PortServer.start(portServer.get(), setup.folder())) {
            rounds.add(PortServer.NAME, server::micros);
            return measure(setup, rounds);
        }
    }

    private static Section measure(BenchmarkSetup setup, Rounds rounds) throws Exception {
        Map<String, Sample> micros = rounds.run(setup.effort().rounds);
        double freeport = Sample.in(micros, "freeport").lowest();
        List<List<String>> rows = new ArrayList<>();
        micros.forEach((name, sample) -> {
            List<String> row = new ArrayList<>(List.of(BENCHMARKS.getOrDefault(name, name)));
            row.addAll(sample.cells());
            row.add(Sample.text(sample.lowest() / freeport));
            rows.add(row);
        });
        return new Section(
                "Reserving and releasing one port, single-threaded",
                "JMH, average time in µs, a fresh JVM in each of " + setup.effort().rounds
                        + " rounds; ratios are of the lowest, which other work on the machine disturbs least. Freeport holds the"
                        + " port with lock file, ledger and kernel lock, and without cool-down, as this loop uses up a pool faster"
                        + " than it cools. Spring, free-port-finder and the bind of port 0 hold nothing once they return; Camel"
                        + " holds the port within its JVM. portserver, measured where it is installed, keeps the port until the"
                        + " JVM ends. ephpo could not be resolved from the Maven repository, and documents no figures.",
                List.of("", "µs", "lowest", "highest", "/ Freeport"),
                rows,
                List.of(
                        Aim.atMost(
                                1.15,
                                "reserve+release / floor",
                                freeport / Sample.in(micros, "floor").lowest()),
                        Aim.atMost(
                                1,
                                "reserve+release / Spring",
                                freeport / Sample.in(micros, "spring").lowest()),
                        Aim.atLeast(
                                1.5,
                                "Terracotta / reserve+release",
                                Sample.in(micros, "terracotta").lowest() / freeport)));
    }
}
