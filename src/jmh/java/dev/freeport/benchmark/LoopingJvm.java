package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Runs rounds for a while in a JVM of its own, and prints how many it ran a second. */
final class LoopingJvm {
    private static final int WARM_UP_ROUNDS = 20_000;

    private static long computed;

    private LoopingJvm() {}

    public static void main(String[] arguments) throws IOException {
        Round round = switch (arguments[0]) {
            case "Freeport" -> freeport();
            case "floor" -> Floor.open()::reserveAndRelease;
            default -> LoopingJvm::compute;
        };
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            round.run();
        }
        System.out.println("ready");
        System.in.read();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
        long rounds = 0;
        long now;
        do {
            round.run();
            rounds++;
            now = System.nanoTime();
        } while (now < end);
        System.out.println(rounds * TimeUnit.SECONDS.toNanos(1) / (now - start));
    }

    private static Round freeport() throws IOException {
        PortRequest request = PortRequest.fromSystemProperties();
        try (PortReservation reservation = FreePorts.reserve(request)) {
            GuardCheck.require(reservation);
        }
        return () -> FreePorts.reserve(request).close();
    }

    /** Works without the kernel, for about as long as a reservation and its release take. */
    private static void compute() {
        for (int i = 0; i < 3000; i++) {
            computed = computed * 6364136223846793005L + i;
        }
    }

    private interface Round {
        void run() throws IOException;
    }
}
