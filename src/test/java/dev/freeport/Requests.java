package dev.freeport;

import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Requests that meet nobody but each other: a directory of their own, and ranges that no other test uses. */
final class Requests {
    private static final PortBlocks PORTS = new PortBlocks(5100, 120, 57);

    private Requests() {}

    /** Returns a request for one of exactly so many ports, without a cool-down. */
    static PortRequest of(Path directory, int ports) {
        return PortRequest.from(key -> Optional.empty())
                .withDirectory(directory)
                .withDiagnosisDeadline(Duration.ofMinutes(1))
                .withPurpose("a test")
                .withCoolDown(Duration.ZERO)
                .withRanges(range(ports));
    }

    /** Returns ports that follow each other, outside the dynamic range of this host, free now. */
    static PortRange range(int ports) {
        int low = PORTS.take(ports);
        for (Protocol protocol : Protocol.values()) {
            for (PortRange dynamic : HostStack.current().dynamic(protocol)) {
                if (dynamic.low() <= low + ports) {
                    throw new IllegalStateException("the tests need ports below the dynamic range " + dynamic);
                }
            }
        }
        return new PortRange(low, low + ports - 1);
    }
}
