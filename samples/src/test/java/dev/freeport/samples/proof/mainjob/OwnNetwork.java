package dev.freeport.samples.proof.mainjob;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Whether a round can have a network namespace of its own, where thousands of used-up ports bother nobody else.
 *
 * @param command starts the command that follows it in a fresh namespace; empty where that is not possible
 * @param hindrance why it is not possible
 */
record OwnNetwork(List<String> command, String hindrance) {
    private static final int SECONDS_AT_MOST = 10;

    /** A fresh namespace has only the loopback interface, which is down at first. */
    private static final String UP_AND_GO = "ip link set lo up || ifconfig lo up && exec \"$@\"";

    static OwnNetwork ifPossible() throws InterruptedException {
        OwnNetwork asRoot = tryOut("unshare", "-n");
        return asRoot.isPossible() ? asRoot : tryOut("unshare", "-r", "-n");
    }

    boolean isPossible() {
        return !command.isEmpty();
    }

    private static OwnNetwork tryOut(String... unshare) throws InterruptedException {
        List<String> start = Stream.concat(Stream.of(unshare), Stream.of("sh", "-c", UP_AND_GO, "sh"))
                .toList();
        List<String> trial = Stream.concat(start.stream(), Stream.of("true")).toList();
        try {
            Process process =
                    new ProcessBuilder(trial).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new OwnNetwork(List.of(), "unshare does not answer");
            } else if (process.exitValue() == 0) {
                return new OwnNetwork(start, "");
            }
            String said = process.inputReader().lines().findFirst().orElse("unshare failed");
            return new OwnNetwork(List.of(), said);
        } catch (IOException e) {
            return new OwnNetwork(List.of(), "no unshare command here");
        }
    }
}
