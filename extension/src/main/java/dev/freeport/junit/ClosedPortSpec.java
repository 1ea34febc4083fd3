package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Wishes for a port on which nobody listens, as of {@link ClosedPort}. */
final class ClosedPortSpec implements PortSpec {
    private final PortSelection choosing;

    ClosedPortSpec(PortSelection choosing) {
        this.choosing = choosing;
    }

    @Override
    public String annotation() {
        return "@ClosedPort";
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.TCP);
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        choosing.addTo(attributes);
        return attributes;
    }

    @Override
    public Set<String> stated() {
        return attributes().keySet();
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, DeclaredPorts ports) {
        ports.add(FreePorts.reserveClosed(choosing.applyTo(PortSpec.request(settings, ports))));
    }
}
