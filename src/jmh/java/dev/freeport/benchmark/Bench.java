package dev.freeport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and how much is measured.
 *
 * @param effort how much
 * @param place a directory for all files; ports are kept in a directory of their own in it
 */
record Bench(Effort effort, Path place) {
    /** All JVMs choose from the same ports, outside the dynamic range of a Linux that is set as usual. */
    static final int LOWEST_PORT = 10000;

    static final int HIGHEST_PORT = 32767;

    Bench {
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new IllegalStateException(place + " cannot be made", e);
        }
    }

    /** Returns what every JVM that measures is started with. */
    List<String> options() {
        return List.of(
                "-Dfreeport.directory=" + place.resolve("ports"),
                "-Dfreeport.ranges=" + LOWEST_PORT + "-" + HIGHEST_PORT,
                "-Dfreeport.cool-down=0ms",
                "-Dbenchmark.floor=" + place.resolve("floor"),
                "-D" + Peers.TERRACOTTA_FAST_MODE + "=true");
    }

    /** Says on the console what is being measured. */
    static void progress(String what) {
        System.err.println("  " + what);
    }
}
