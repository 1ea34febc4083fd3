package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wishes for a certain port, as of {@link FixedPort}. */
final class FixedPortSpec implements PortSpec {
    private final int port;
    private final DeclaredProtocols protocols;
    private final FreePort.GuardSocket guard;
    private final @Nullable Duration timeout;

    /**
     * A wish.
     *
     * @throws IllegalArgumentException if there is no such port, or the time-out cannot be understood
     */
    FixedPortSpec(int port, DeclaredProtocols protocols, FreePort.GuardSocket guard, String timeout) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the number of a @FixedPort (" + port + ") must be from 1 to 65535.");
        }
        this.port = port;
        this.protocols = protocols;
        this.guard = guard;
        this.timeout = timeout.isEmpty() ? null : Setting.TIMEOUT.parse("attribute timeout", timeout);
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
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("protocol", protocols.toString());
        if (guard != FreePort.GuardSocket.DEFAULT) {
            attributes.put("guard", guard.name());
        }
        return attributes;
    }

    @Override
    public Set<String> stated() {
        return attributes().keySet();
    }

    @Override
    public void fulfil(Function<String, Optional<String>> settings, DeclaredPorts ports) {
        PortRequest request = protocols.applyTo(PortSpec.request(settings, ports));
        if (timeout != null) {
            request = request.withTimeout(timeout);
        }
        if (guard != FreePort.GuardSocket.DEFAULT) {
            request = request.withGuardSocket(guard == FreePort.GuardSocket.ON);
        }
        ports.add(FreePorts.reserveFixed(port, request));
    }
}
