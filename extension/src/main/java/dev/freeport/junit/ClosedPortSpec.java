package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import java.util.List;

/** Asks for a port on which no process listens, as {@link ClosedPort} does. */
final class ClosedPortSpec extends PortSpec {
    ClosedPortSpec(ClosedPort annotation) {
        this();
        choose(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn());
    }

    ClosedPortSpec() {
        super("@ClosedPort");
    }

    @Override
    DeclaredPorts reserve(Declaration declaration, PortRequest request) {
        return new DeclaredPorts(declaration, List.of(FreePorts.reserveClosed(request)));
    }
}
