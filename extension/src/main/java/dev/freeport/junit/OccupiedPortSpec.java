package dev.freeport.junit;

import dev.freeport.FreePorts;
import dev.freeport.PortRequest;
import dev.freeport.fixture.PortOccupier;
import dev.freeport.stack.Protocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Wishes for a port that somebody has, as of {@link OccupiedPort}. */
final class OccupiedPortSpec implements PortSpec {
    private final PortSelection choosing;
    private final Protocol protocol;
    private final OccupiedPort.Occupier by;
    private final boolean listening;

    OccupiedPortSpec(PortSelection choosing, Protocol protocol, OccupiedPort.Occupier by, boolean listening) {
        this.choosing = choosing;
        this.protocol = protocol;
        this.by = by;
        this.listening = listening;
    }

    @Override
    public String annotation() {
        return "@OccupiedPort";
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(protocol);
    }

    @Override
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        choosing.addTo(attributes);
        attributes.put("protocol", protocol.toString());
        attributes.put("by", by.name());
        attributes.put("listening", String.valueOf(listening));
        return attributes;
    }

    /** What is the default is no statement, so that others may name the port without saying how it is occupied. */
    @Override
    public Set<String> stated() {
        Set<String> stated = attributes().keySet();
        stated.removeIf(attribute -> attribute.equals("protocol") && protocol == Protocol.TCP
                || attribute.equals("by") && by == OccupiedPort.Occupier.THIS_JVM
                || attribute.equals("listening") && listening);
        return stated;
    }

    /** The port is reserved as well, lest another test is given it; without a guard, which would occupy it itself. */
    @Override
    public void fulfil(Function<String, Optional<String>> settings, DeclaredPorts ports) {
        PortRequest request = choosing.applyTo(PortSpec.request(settings, ports))
                .withProtocols(protocol)
                .withGuardSocket(false);
        ports.add(FreePorts.reserve(request));
        PortOccupier occupier = occupation().occupy(ports.port());
        ports.closeBefore(occupier::close);
    }

    private PortOccupier.Builder occupation() {
        PortOccupier.Builder occupation =
                by == OccupiedPort.Occupier.THIS_JVM ? PortOccupier.byThisJvm() : PortOccupier.byOtherJvm();
        return occupation.withProtocol(protocol).withListening(listening);
    }
}
