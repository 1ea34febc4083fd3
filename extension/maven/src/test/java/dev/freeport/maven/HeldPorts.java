package dev.freeport.maven;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservations;
import dev.freeport.ReservedPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What builds have reserved in their directory, seen from the JVM of the tests. */
final class HeldPorts {
    private HeldPorts() {}

    /** Returns what builds have reserved in a directory. */
    static List<ReservedPort> in(Path directory) {
        System.setProperty(PortRequest.DIRECTORY, directory.toAbsolutePath().toString());
        try {
            // of this JVM's other directories it lists the reservations of tests
            return FreePorts.reserved().stream()
                    .filter(reserved -> reserved.purpose().startsWith("a build ("))
                    .toList();
        } finally {
            System.clearProperty(PortRequest.DIRECTORY);
        }
    }

    static List<String> purposesIn(Path directory) {
        return in(directory).stream().map(ReservedPort::purpose).sorted().toList();
    }

    /** Takes contiguous ports for builds that meet in another directory: here they cool down, so that no other test gets them. */
    static List<Integer> forBuilds(int count) {
        try (PortReservations ports = FreePorts.reserveContiguous(
                count, PortRequest.fromSystemProperties().withCoolDown(Duration.ofMinutes(10)))) {
            return ports.ports();
        }
    }
}
