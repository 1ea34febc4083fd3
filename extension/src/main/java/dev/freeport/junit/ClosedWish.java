package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Wishes for a port on which nobody listens, as of {@link ClosedPort}. */
final class ClosedWish implements PortWish {
    private final Choosing choosing;

    ClosedWish(Choosing choosing) {
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
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>();
        choosing.addTo(terms);
        return terms;
    }

    @Override
    public Set<String> stated() {
        return terms().keySet();
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, HeldPorts ports) {
        ports.add(FreePorts.reserveClosed(choosing.applyTo(PortWish.request(settings, ports))));
    }
}
