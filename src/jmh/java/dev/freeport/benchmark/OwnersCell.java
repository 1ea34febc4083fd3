package dev.freeport.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who listens: by the kit, by the tools of the system, and by OSHI, beside few and many sockets. */
final class OwnersCell {
    private static final int FEW = 20;
    private static final int MANY = 20_000;
    private static final String OSHI = "OSHI: getConnections";

    private final Look look;
    private final String freeport;
    private final Map<String, Double> aims;
    private final double oshiAim;

    private OwnersCell(Look look, String freeport, Map<String, Double> aims, double oshiAim) {
        this.look = look;
        this.freeport = freeport;
        this.aims = aims;
        this.oshiAim = oshiAim;
    }

    /** Explains one port. */
    static Section explain(Bench bench) throws Exception {
        Map<String, Double> aims = new LinkedHashMap<>();
        aims.put("ss -Htlnp 'sport = :PORT'", 0.5);
        aims.put("lsof -nP -iTCP:PORT", 0.2);
        return new OwnersCell(Look.EXPLAIN, "Freeport: explain", aims, 5).measure(bench, "Who listens on one port");
    }

    /** Lists all listeners. */
    static Section list(Bench bench) throws Exception {
        Map<String, Double> aims = new LinkedHashMap<>();
        aims.put("ss -Htulnp", 1.0);
        aims.put("lsof -nP -i", 0.5);
        return new OwnersCell(Look.LIST, "Freeport: listeners", aims, 2).measure(bench, "Who listens at all");
    }

    private Section measure(Bench bench, String title) throws Exception {
        List<List<String>> rows = new ArrayList<>();
        List<Aim> results = new ArrayList<>();
        for (int sockets : List.of(FEW, MANY)) {
            Map<String, Sample> micros = micros(bench, sockets);
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
                "Average time in µs, in turn, in " + bench.effort().rounds
                        + " rounds; ratios are of the lowest. Other JVMs,"
                        + " each of at most 10,000, listen on 20 or 20,000 ports, of which a random one is asked for. Freeport and"
                        + " OSHI are in a JVM that is warm, the tools are started by a shell, which costs a fork each. All look into"
                        + " all processes of the machine.",
                List.of("", "µs", "lowest", "highest", "/ Freeport"),
                rows,
                results);
    }

    private Map<String, Sample> micros(Bench bench, int sockets) throws Exception {
        Rounds rounds = new Rounds();
        rounds.add(freeport, () -> micros(bench, look, sockets));
        for (String tool : aims.keySet()) {
            int port = Bench.LOWEST_PORT + sockets / 2;
            String command = tool.replace("PORT", Integer.toString(port));
            rounds.add(tool, () -> sockets == FEW ? Tool.micros(command, 10, 10) : Tool.micros(command, 3, 2));
        }
        rounds.add(OSHI, () -> micros(bench, Look.OSHI, sockets));
        try (ManyListeners listeners = new ManyListeners(sockets)) {
            listeners.await();
            return rounds.run(bench.effort().rounds);
        }
    }

    private static double micros(Bench bench, Look look, int sockets) throws Exception {
        try (ChildJvm jvm = ChildJvm.start(bench.options(), Look.class, look, sockets, bench.effort().loopMillis)) {
            return Double.parseDouble(jvm.read());
        }
    }
}
