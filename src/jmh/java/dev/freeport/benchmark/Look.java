package dev.freeport.benchmark;

import dev.freeport.FreePorts;
import dev.freeport.diagnosis.Cause;
import java.util.Random;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats;

/** Ways of a JVM to see who listens. Each in a JVM of its own, which is warm when it is measured. */
enum Look {
    /** One port, explained. */
    EXPLAIN {
        @Override
        void at(int port) {
            if (FreePorts.explain(port).cause() != Cause.LISTENER) {
                throw new IllegalStateException(FreePorts.explain(port).toString());
            }
        }
    },
    /** All listeners. */
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
    /** All connections as OSHI lists them; it has nothing for one port. */
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

    abstract void at(int port);

    /** Takes a way, how many ports there are, and how long to warm up and to measure; prints microseconds. */
    public static void main(String[] arguments) {
        Look look = valueOf(arguments[0]);
        int ports = Integer.parseInt(arguments[1]);
        long warmUp = Long.parseLong(arguments[2]);
        look.average(ports, warmUp);
        System.out.println(look.average(ports, warmUp));
    }

    /** At least five times, so that something is known of what is slow, too. */
    private double average(int ports, long millis) {
        Random random = new Random(ports);
        long start = System.nanoTime();
        int times = 0;
        while (times < 5 || System.nanoTime() - start < millis * 1_000_000) {
            at(Bench.LOWEST_PORT + random.nextInt(ports));
            times++;
        }
        return (System.nanoTime() - start) / 1000.0 / times;
    }
}
