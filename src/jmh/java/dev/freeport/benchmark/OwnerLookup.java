package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.Cause;
import java.util.Random;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;

/** How a JVM looks up listening processes. Each is measured in a warm JVM of its own. */
enum OwnerLookup {
    /** Explains one port. */
    EXPLAIN {
        @Override
        void at(int port) {
            if (FreePorts.explain(port).cause() != Cause.LISTENER) {
                throw new IllegalStateException(FreePorts.explain(port).toString());
            }
        }
    },
    /** Lists all listeners. */
    LIST {
        @Override
        void at(int port) {
            if (FreePorts.listeners().listeners().stream()
                    .noneMatch(listener ->
                            listener.port() == port && !listener.owners().isEmpty())) {
                throw new IllegalStateException("not listed: " + port);
            }
        }
    },
    /** Lists all connections by OSHI, which cannot look up one port. */
    OSHI {
        private final InternetProtocolStats stats =
                new SystemInfo().getOperatingSystem().getInternetProtocolStats();

        @Override
        void at(int port) {
            if (stats.getConnections().stream()
                    .noneMatch(
                            connection -> connection.getLocalPort() == port && connection.getowningProcessId() > 0)) {
                throw new IllegalStateException("not listed: " + port);
            }
        }
    };

    private static final int PORTS_PER_BATCH = 8;

    abstract void at(int port);

    /** Takes a lookup, how many ports listen, and how long to warm up and to measure; prints microseconds. */
    public static void main(String[] arguments) {
        OwnerLookup lookup = valueOf(arguments[0]);
        int ports = Integer.parseInt(arguments[1]);
        long millis = Long.parseLong(arguments[2]);
        lookup.lowest(ports, millis);
        System.out.println(lookup.lowest(ports, millis));
    }

    /** Returns the lowest average of two or more batches, each of several ports. */
    private double lowest(int ports, long millis) {
        Random random = new Random(ports);
        long start = System.nanoTime();
        double lowest = Double.MAX_VALUE;
        for (int batch = 0; batch < 2 || System.nanoTime() - start < millis * 1_000_000; batch++) {
            long batchStart = System.nanoTime();
            for (int i = 0; i < PORTS_PER_BATCH; i++) {
                at(BenchmarkSetup.LOWEST_PORT + random.nextInt(ports));
            }
            lowest = Math.min(lowest, (System.nanoTime() - batchStart) / 1000.0 / PORTS_PER_BATCH);
        }
        return lowest;
    }
}
