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
final class FreeWish implements PortWish {
    private final Choosing choosing;
    private final Protocols protocols;
    private final FreePort.Guard guard;
    private final int count;
    private final boolean contiguous;

    /**
     * A wish.
     *
     * @param count how many; 1 for a port that is no list of one, 0 for as many as were declared before
     */
    FreeWish(Choosing choosing, Protocols protocols, FreePort.Guard guard, int count, boolean contiguous) {
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
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>();
        choosing.addTo(terms);
        terms.put("protocol", protocols.toString());
        terms.put("count", String.valueOf(count));
        if (contiguous) {
            terms.put("contiguous", "true");
        }
        if (guard != FreePort.Guard.BY_SETTING) {
            terms.put("guard", guard.name());
        }
        return terms;
    }

    @Override
    public Set<String> stated() {
        Set<String> stated = new TreeSet<>(terms().keySet());
        if (!protocols.stated()) {
            stated.remove("protocol");
        }
        if (count == 0) {
            stated.remove("count");
        }
        return stated;
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, HeldPorts ports) {
        if (count == 0) {
            throw new IllegalArgumentException("attribute count (0) must be at least 1, because no port of this name is"
                    + " declared before. Say how many ports it is to have, here or where JUnit comes first.");
        }
        PortRequest request = protocols.applyTo(choosing.applyTo(PortWish.request(settings, ports)));
        if (guard != FreePort.Guard.BY_SETTING) {
            request = request.withGuard(guard == FreePort.Guard.ON);
        }
        if (count == 1) {
            ports.add(FreePorts.reserve(request));
        } else if (contiguous) {
            ports.add(FreePorts.reserveBlock(count, request));
        } else {
            ports.add(FreePorts.reserveSeveral(count, request));
        }
    }
}
