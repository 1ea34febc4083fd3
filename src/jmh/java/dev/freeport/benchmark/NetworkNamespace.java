package dev.freeport.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A fresh network namespace, in which no ports of other programs linger. */
final class NetworkNamespace {
    private static final int SECONDS_AT_MOST = 10;

    private NetworkNamespace() {}

    /** Returns the command that runs the words after it in a fresh namespace; empty where that is impossible. */
    static List<String> prefix() throws InterruptedException {
        for (List<String> unshare : List.of(List.of("unshare", "-n"), List.of("unshare", "-r", "-n"))) {
            List<String> prefix = Stream.concat(
                            unshare.stream(), Stream.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"))
                    .toList();
            if (works(Stream.concat(prefix.stream(), Stream.of("true")).toList())) {
                return prefix;
            }
        }
        return List.of();
    }

    private static boolean works(List<String> trial) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
