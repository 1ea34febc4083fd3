package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.internal.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks for a port by its number, as {@link FixedPort} does. */
final class FixedPortSpec extends PortSpec {
    private final int port;
    private final @Nullable Duration timeout;

    static Declaration read(FixedPort annotation, DeclarationSite site) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE_OR_BOUND.of(site, "@FixedPort", scheme);
        PortSpec spec = new FixedPortSpec(annotation.value(), annotation.timeout());
        spec.protocols(annotation.protocol(), true, converter, site);
        spec.guardSocket(annotation.guardSocket());
        spec.leaks(annotation.leaks());
        return Declaration.of(site, "", annotation.scope(), spec, converter, scheme, annotation.property());
    }

    /** Asks for a port, and waits so long for it; if empty, as long as the settings say. */
    FixedPortSpec(int port, String timeout) {
        super("@FixedPort");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port (" + port + ") must be from 1 to 65535.");
        }
        this.port = port;
        this.timeout = timeout.isEmpty() ? null : Setting.TIMEOUT.parse("attribute timeout", timeout);
    }

    @Override
    Object key() {
        return port;
    }

    @Override
    PortRequest request(Function<String, Optional<String>> settings, String purpose) {
        PortRequest request = super.request(settings, purpose);
        return timeout == null ? request : request.withTimeout(timeout);
    }

    @Override
    DeclaredPorts reserve(Declaration declaration, PortRequest request) {
        return new DeclaredPorts(declaration, List.of(FreePorts.reserveFixed(port, request)));
    }
}
