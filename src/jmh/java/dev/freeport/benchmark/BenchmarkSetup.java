package dev.freeport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how long to measure.
 *
 * @param effort how long
 * @param folder a folder for all files, with a directory for reservations in it
 */
record BenchmarkSetup(Effort effort, Path folder) {
    /** All JVMs choose from the same ports, outside the default dynamic range of Linux. */
    static final int LOWEST_PORT = 10000;

    static final int HIGHEST_PORT = 32767;

    BenchmarkSetup {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IllegalStateException(folder + " cannot be created", e);
        }
    }

    /** Returns the options of a JVM that reserves ports as all others that measure. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of(
                "-Dfreeport.directory=" + folder.resolve("ports"),
                "-Dfreeport.ranges=" + LOWEST_PORT + "-" + HIGHEST_PORT,
                "-Dfreeport.cool-down=0ms"));
        options.addAll(optionsBesideFreeport());
        return options;
    }

    /** Returns the options of a JVM in which Freeport has its default settings. */
    List<String> optionsBesideFreeport() {
        return List.of("-Dbenchmark.floor=" + folder.resolve("floor"), "-D" + Peers.TERRACOTTA_FAST_MODE + "=true");
    }

    /** Prints on the console what is being measured. */
    static void progress(String what) {
        System.err.println("  " + what);
    }
}
