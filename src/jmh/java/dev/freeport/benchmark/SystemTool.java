package dev.freeport.benchmark;

import java.io.IOException;
import java.util.List;

/** A command that lists listening processes. A shell runs it several times, so that its own start does not count. */
final class SystemTool {
    private SystemTool() {}

    /** Returns the microseconds of one run, on average, in the best of several batches. */
    static double micros(String command, int batches, int runs) throws IOException, InterruptedException {
        double lowest = Double.MAX_VALUE;
        for (int i = 0; i < batches; i++) {
            lowest = Math.min(lowest, micros(command, runs));
        }
        return lowest;
    }

    private static double micros(String command, int runs) throws IOException, InterruptedException {
        String loop =
                "i=0; while [ $i -lt " + runs + " ]; do " + command + " > /dev/null || exit 1; i=$((i + 1)); done";
        long start = System.nanoTime();
        int exit = new ProcessBuilder(List.of("sh", "-c", loop))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(command + " failed; is it installed (iproute2, lsof)?");
        }
        return (System.nanoTime() - start) / 1000.0 / runs;
    }
}
