package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.GuardSocket;
import dev.freeport.PortRequest;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.stack.Protocol;
import java.util.List;

/** Asks for a port that is in use, as {@link OccupiedPort} does. */
final class OccupiedPortSpec extends PortSpec {
    private final OccupiedPort.Occupier by;
    private final boolean listening;
    private final Protocol protocol;

    static Declaration read(OccupiedPort annotation, DeclarationSite site) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE.of(site, "@OccupiedPort", scheme);
        PortSpec spec = new OccupiedPortSpec(annotation.by(), annotation.listening(), annotation.protocol());
        spec.choose(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn());
        spec.protocols(new Protocol[] {annotation.protocol()}, annotation.protocol() != Protocol.TCP, converter, site);
        return Declaration.of(
                site, annotation.value(), annotation.scope(), spec, converter, scheme, annotation.property());
    }

    /** What is the default is not stated, so that others may name the port without saying how it is occupied. */
    OccupiedPortSpec(OccupiedPort.Occupier by, boolean listening, Protocol protocol) {
        super("@OccupiedPort");
        this.by = by;
        this.listening = listening;
        this.protocol = protocol;
        stateUnlessDefault("by", by, OccupiedPort.Occupier.THIS_JVM);
        stateUnlessDefault("listening", listening, true);
    }

    /** Reserves the port too, so that no other test gets it; without a guard socket, which would occupy it itself. */
    @Override
    DeclaredPorts reserve(Declaration declaration, PortRequest request) {
        PortRequest own = request.withProtocols(protocol).withGuardSocket(GuardSocket.OFF);
        DeclaredPorts ports = new DeclaredPorts(declaration, List.of(FreePorts.reserve(own)));
        try {
            PortOccupier occupier = occupation().occupy(ports.port());
            ports.closeBefore(occupier::close);
            return ports;
        } catch (RuntimeException | Error failure) {
            try (ports) {
                throw failure;
            }
        }
    }

    private PortOccupier.Builder occupation() {
        PortOccupier.Builder occupation =
                by == OccupiedPort.Occupier.THIS_JVM ? PortOccupier.byThisJvm() : PortOccupier.byOtherJvm();
        return occupation.withProtocol(protocol).withListening(listening);
    }
}
