package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortReservation;
import dev.freeport.internal.failure.BindFailureExplainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/** Prints what a failure costs that has nothing to do with ports. */
final class PassThroughCost {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 2_001;
    private static final double NANOS_PER_MICRO = 1_000;

    private PassThroughCost() {}

    public static void main(String[] arguments) throws IOException {
        Throwable failure = new AssertionFailedError(
                "expected 1 but was 2", new IllegalStateException("cause", new IOException("its cause")));
        failure.addSuppressed(new IOException("suppressed"));
        System.out.printf("%-50s %8.1f us%n", "first of the JVM, no port held", once(failure, List.of()));
        System.out.printf("%-50s %8.1f us%n", "no port held", median(failure, List.of(), WARM_UP));
        try (PortReservation one = FreePorts.reserve();
                PortReservation two = FreePorts.reserve()) {
            System.out.printf("%-50s %8.1f us%n", "first of the JVM, one port held", once(failure, List.of(one)));
            System.out.printf("%-50s %8.1f us%n", "one port held", median(failure, List.of(one), WARM_UP));
            System.out.printf("%-50s %8.1f us%n", "two ports held", median(failure, List.of(one, two), WARM_UP));
            try (ServerSocket server = new ServerSocket(one.port())) {
                System.out.printf(
                        "%-50s %8.1f us%n",
                        "own server on port " + server.getLocalPort(), median(failure, List.of(one), ROUNDS));
            }
        }
    }

    private static double median(Throwable failure, List<PortReservation> reservations, int warmUp) {
        for (int i = 0; i < warmUp; i++) {
            once(failure, reservations);
        }
        double[] micros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            micros[i] = once(failure, reservations);
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }

    private static double once(Throwable failure, List<PortReservation> reservations) {
        Supplier<List<PortReservation>> supplier = () -> reservations;
        long start = System.nanoTime();
        Throwable explained = BindFailureExplainer.explain(failure, supplier, () -> false);
        long nanos = System.nanoTime() - start;
        if (explained != failure || failure.getSuppressed().length != 1) {
            throw new IllegalStateException("not passed through", explained);
        }
        return nanos / NANOS_PER_MICRO;
    }
}
