package dev.freeport.samples.proof.mainjob;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports that the system gives out by itself.
 *
 * @param first the lowest
 * @param last the highest
 */
record PortRange(int first, int last) {
    private static final Path LINUX = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Every network namespace has a range of its own: this is the one of the process that asks. */
    static Optional<PortRange> dynamic() {
        // Not Files.readString: the kernel gives these files to the first read only, and that one asks for one byte.
        try (BufferedReader reader = Files.newBufferedReader(LINUX)) {
            return Optional.ofNullable(reader.readLine()).map(PortRange::parse);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads what Linux or {@link #toString} wrote. */
    static PortRange parse(String text) {
        String[] bounds = text.strip().split("[^0-9]+");
        return new PortRange(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]));
    }

    /** Finds so many ports outside another range; inside it only if that leaves no room. */
    static PortRange outside(Optional<PortRange> other, int size) {
        return Stream.of(20_000, 10_000, 5_100, 65_000)
                .map(first -> new PortRange(first, first + size - 1))
                .filter(range -> other.isEmpty() || !range.overlaps(other.get()))
                .findFirst()
                .orElseGet(() -> new PortRange(20_000, 20_000 + size - 1));
    }

    private boolean overlaps(PortRange other) {
        return first <= other.last && other.first <= last;
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
