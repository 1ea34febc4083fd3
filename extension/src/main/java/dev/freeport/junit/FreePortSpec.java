package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Wishes for free ports, as of {@link FreePort}. */
final class FreePortSpec implements PortSpec {
    private final PortSelection choosing;
    private final DeclaredProtocols protocols;
    private final FreePort.GuardSocket guard;
    private final int count;
    private final boolean contiguous;

    /**
     * A wish.
     *
     * @param count how many; 1 for a port that is no list of one, 0 for as many as were declared before
     */
    FreePortSpec(
            PortSelection choosing,
            DeclaredProtocols protocols,
            FreePort.GuardSocket guard,
            int count,
            boolean contiguous) {
        this.choosing = choosing;
        this.protocols = protocols;
        this.guard = guard;
        this.count = count;
        this.contiguous = contiguous;
    }

    @Override
    public String annotation() {
        return "@FreePort";
    }

    @Override
    public Set<Protocol> protocols() {
        return protocols.wanted();
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        choosing.addTo(attributes);
        attributes.put("protocol", protocols.toString());
        attributes.put("count", String.valueOf(count));
        if (contiguous) {
            attributes.put("contiguous", "true");
        }
        if (guard != FreePort.GuardSocket.DEFAULT) {
            attributes.put("guard", guard.name());
        }
        return attributes;
    }

    @Override
    public Set<String> stated() {
        Set<String> stated = new TreeSet<>(attributes().keySet());
        if (!protocols.stated()) {
            stated.remove("protocol");
        }
        if (count == 0) {
            stated.remove("count");
        }
        return stated;
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, DeclaredPorts ports) {
        if (count == 0) {
            throw new IllegalArgumentException("attribute count (0) must be at least 1, because no port of this name is"
                    + " declared before. Say how many ports it is to have, here or where JUnit comes first.");
        }
        PortRequest request = protocols.applyTo(choosing.applyTo(PortSpec.request(settings, ports)));
        if (guard != FreePort.GuardSocket.DEFAULT) {
            request = request.withGuardSocket(guard == FreePort.GuardSocket.ON);
        }
        if (count == 1) {
            ports.add(FreePorts.reserve(request));
        } else if (contiguous) {
            ports.add(FreePorts.reserveContiguous(count, request));
        } else {
            ports.add(FreePorts.reserveSeveral(count, request));
        }
    }
}
