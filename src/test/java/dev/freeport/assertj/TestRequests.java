package dev.freeport.assertj;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Ports that are reserved in a directory of a test's own. */
final class TestRequests {
    private TestRequests() {}

    static PortReservation reserve(Path directory) {
        return FreePorts.reserve(request(directory));
    }

    static PortRequest request(Path directory) {
        return PortRequest.from(key -> Optional.empty())
                .withDirectory(directory)
                .withPurpose("a test")
                .withDiagnosisDeadline(Duration.ofMinutes(1))
                .withCoolDown(Duration.ofMinutes(1));
    }
}
