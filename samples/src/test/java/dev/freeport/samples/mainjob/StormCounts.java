package dev.freeport.samples.mainjob;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a storm did.
 *
 * @param connections connections whose port the system chose while connecting
 * @param boundConnections connections that bound port 0 first
 * @param servers servers on port 0
 * @param failed those of either kind that found no port
 */
record StormCounts(long connections, long boundConnections, long servers, long failed) {
    /** Reads what {@link #toString} wrote. */
    static StormCounts parse(String line) {
        long[] counts = Arrays.stream(line.strip().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new StormCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    /** Whether there was at least so much of each kind. */
    boolean reaches(StormCounts other) {
        return connections >= other.connections
                && boundConnections >= other.boundConnections
                && servers >= other.servers;
    }

    /** What a gentler storm does. */
    StormCounts part(int divisor) {
        return new StormCounts(connections / divisor, boundConnections / divisor, servers / divisor, failed / divisor);
    }

    @Override
    public String toString() {
        return Stream.of(connections, boundConnections, servers, failed)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }
}
