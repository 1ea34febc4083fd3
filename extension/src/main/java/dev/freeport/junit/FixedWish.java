package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Wishes for a certain port, as of {@link FixedPort}. */
final class FixedWish implements PortWish {
    private final int port;
    private final Protocols protocols;
    private final FreePort.Guard guard;
    private final String timeout;

    /**
     * A wish.
     *
     * @throws IllegalArgumentException if there is no such port, or the time-out cannot be understood
     */
    FixedWish(int port, Protocols protocols, FreePort.Guard guard, String timeout) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the number of a @FixedPort (" + port + ") must be from 1 to 65535.");
        }
        this.port = port;
        this.protocols = protocols;
        this.guard = guard;
        this.timeout = timeout;
        requireDuration();
    }

    /** The kit understands durations as values of its own setting; of that the user has written nothing. */
    private void requireDuration() {
        try {
            PortRequest.from(key -> key.equals(PortRequest.WAIT) ? wait(Optional.empty()) : Optional.empty());
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException("attribute timeout" + message.substring(PortRequest.WAIT.length()), e);
        }
    }

    private Optional<String> wait(Optional<String> configured) {
        return timeout.isEmpty() ? configured : Optional.of(timeout);
    }

    @Override
    public String annotation() {
        return "@FixedPort";
    }

    @Override
    public Object key() {
        return port;
    }

    @Override
    public Set<Protocol> protocols() {
        return protocols.wanted();
    }

    @Override
    public Map<String, String> terms() {
        Map<String, String> terms = new TreeMap<>();
        terms.put("protocol", protocols.toString());
        if (guard != FreePort.Guard.BY_SETTING) {
            terms.put("guard", guard.name());
        }
        return terms;
    }

    @Override
    public Set<String> stated() {
        return terms().keySet();
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, HeldPorts ports) {
        PortRequest request = protocols.applyTo(PortWish.request(
                key -> key.equals(PortRequest.WAIT) ? wait(settings.apply(key)) : settings.apply(key), ports));
        if (guard != FreePort.Guard.BY_SETTING) {
            request = request.withGuard(guard == FreePort.Guard.ON);
        }
        ports.add(FreePorts.reserveExactly(port, request));
    }
}
