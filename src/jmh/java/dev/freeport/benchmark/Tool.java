package dev.freeport.benchmark;

import java.io.IOException;
import java.util.List;

/** A command that shows who listens. A shell starts it several times, so that the start of the shell does not count. */
final class Tool {
    private Tool() {}

    /** Returns the microseconds that one of several runs takes. */
    static double micros(String command, int times) throws IOException, InterruptedException {
        String loop =
                "i=0; while [ $i -lt " + times + " ]; do " + command + " > /dev/null || exit 1; i=$((i + 1)); done";
        long start = System.nanoTime();
        Process shell =
                new ProcessBuilder(List.of("sh", "-c", loop)).inheritIO().start();
        int exit = shell.waitFor();
        if (exit != 0) {
            throw new IOException(command + " failed; is it installed (iproute2, lsof)?");
        }
        return (System.nanoTime() - start) / 1000.0 / times;
    }
}
