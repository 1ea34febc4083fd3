package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import java.util.List;

/** Asks for a port on which no process listens, as {@link ClosedPort} does. */
final class ClosedPortSpec extends PortSpec {
    static Declaration read(ClosedPort annotation, DeclarationSite site) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE.of(site, "@ClosedPort", scheme);
        PortSpec spec = new ClosedPortSpec();
        spec.choose(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn());
        return Declaration.of(
                site, annotation.value(), annotation.scope(), spec, converter, scheme, annotation.property());
    }

    ClosedPortSpec() {
        super("@ClosedPort");
    }

    @Override
    DeclaredPorts reserve(Declaration declaration, PortRequest request) {
        return new DeclaredPorts(declaration, List.of(FreePorts.reserveClosed(request)));
    }
}
