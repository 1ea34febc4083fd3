package dev.freeport.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The footprint of the kit in a JVM. */
final class FootprintCell {
    private static final double MEBIBYTE = 1 << 20;

    private FootprintCell() {}

    static Section measure(BenchmarkSetup setup) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        double most = 0;
        int threads = 0;
        try (ChildJvm jvm = ChildJvm.start(setup.options(), Footprint.class)) {
            for (String line : jvm.readAll()) {
                String[] fields = line.split("\t");
                rows.add(List.of(fields[0], kibibytes(fields[1]), kibibytes(fields[2]), fields[3]));
                most = Math.max(most, Long.parseLong(fields[1]));
                threads = Math.max(threads, Integer.parseInt(fields[3].split(" ")[0]));
            }
        }
        return new Section(
                "Footprint in a JVM",
                "Reachable objects after a full collection (class histogram) in KiB, in addition to those before the first"
                        + " use: of all classes, including what the JDK keeps for the kit, and of the kit's own. Threads are"
                        + " Java threads that were started.",
                List.of("", "all classes", "dev.freeport", "threads started"),
                rows,
                List.of(
                        Aim.atMost(1, "most heap kept / 1 MiB", most / MEBIBYTE),
                        Aim.atMost(0, "threads started", threads)));
    }

    private static String kibibytes(String bytes) {
        return Sample.text(Long.parseLong(bytes) / 1024.0);
    }
}
