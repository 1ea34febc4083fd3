package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listening processes: by the kit, by tools of the system, and by OSHI, with few and with many sockets. */
final class OwnersCell {
    private static final int FEW = 20;
    private static final int MANY = 20_000;
    private static final String OSHI = "OSHI: getConnections";

    private final OwnerLookup lookup;
    private final String freeport;
    private final Map<String, Double> aims;
    private final double oshiAim;

    private OwnersCell(OwnerLookup lookup, String freeport, Map<String, Double> aims, double oshiAim) {
        this.lookup = lookup;
        this.freeport = freeport;
        this.aims = aims;
        this.oshiAim = oshiAim;
    }

    /** Explains one port. */
    static Section explain(BenchmarkSetup setup) throws Exception {
        Map<String, Double> aims = new LinkedHashMap<>();
        aims.put("ss -Htlnp 'sport = :PORT'", 0.5);
        aims.put("lsof -nP -iTCP:PORT", 0.2);
        return new OwnersCell(OwnerLookup.EXPLAIN, "Freeport: explain", aims, 5).measure(setup, "Explaining one port");
    }

    /** Lists all listeners. */
    static Section list(BenchmarkSetup setup) throws Exception {
        Map<String, Double> aims = new LinkedHashMap<>();
        aims.put("ss -Htulnp", 1.0);
        aims.put("lsof -nP -i", 0.5);
        return new OwnersCell(OwnerLookup.LIST, "Freeport: listeners", aims, 2).measure(setup, "Listing all listeners");
    }

    private Section measure(BenchmarkSetup setup, String title) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        List<Aim> results = new ArrayList<>();
        for (int sockets : List.of(FEW, MANY)) {
            Map<String, Sample> micros = micros(setup, sockets);
            double own = Sample.in(micros, freeport).lowest();
            String beside = String.format(", %,d sockets", sockets);
            micros.forEach((name, sample) -> {
                List<String> row = new ArrayList<>(List.of(name + beside));
                row.addAll(sample.cells());
                row.add(Sample.text(sample.lowest() / own));
                rows.add(row);
            });
            aims.forEach((tool, limit) -> results.add(Aim.atMost(
                    limit,
                    freeport + " / " + tool + beside,
                    own / Sample.in(micros, tool).lowest())));
            results.add(Aim.atLeast(
                    oshiAim,
                    OSHI + " / " + freeport + beside,
                    Sample.in(micros, OSHI).lowest() / own));
        }
        return new Section(
                title,
                "Average time in µs, in turn, in " + setup.effort().rounds
                        + " rounds; ratios are of the lowest. Other JVMs listen on 20 or 20,000 ports, at most 10,000 each; each"
                        + " call is for a random one of them. Freeport and OSHI run in a warm JVM; a shell starts the tools, which"
                        + " costs a fork each. All of them examine all processes of the machine.",
                List.of("", "µs", "lowest", "highest", "/ Freeport"),
                rows,
                results);
    }

    private Map<String, Sample> micros(BenchmarkSetup setup, int sockets) throws Exception {
        Rounds rounds = new Rounds();
        rounds.add(freeport, () -> micros(setup, lookup, sockets));
        for (String tool : aims.keySet()) {
            int port = BenchmarkSetup.LOWEST_PORT + sockets / 2;
            String command = tool.replace("PORT", Integer.toString(port));
            rounds.add(
                    tool, () -> sockets == FEW ? SystemTool.micros(command, 10, 10) : SystemTool.micros(command, 3, 2));
        }
        rounds.add(OSHI, () -> micros(setup, OwnerLookup.OSHI, sockets));
        try (ManyListeners listeners = new ManyListeners(sockets)) {
            listeners.await();
            return rounds.run(setup.effort().rounds);
        }
    }

    private static double micros(BenchmarkSetup setup, OwnerLookup lookup, int sockets) throws Exception {
        try (ChildJvm jvm =
                ChildJvm.start(setup.options(), OwnerLookup.class, lookup, sockets, setup.effort().loopMillis)) {
            return Double.parseDouble(jvm.read());
        }
    }
}
