package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.stack.Protocol;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The protocols of a declaration.
 *
 * @param wanted one or both
 * @param stated whether the declaration names them; else they follow from its type
 */
record DeclaredProtocols(Set<Protocol> wanted, boolean stated) {
    private static final DeclaredProtocols TCP = new DeclaredProtocols(EnumSet.of(Protocol.TCP), false);
    private static final DeclaredProtocols UDP = new DeclaredProtocols(EnumSet.of(Protocol.UDP), false);

    /**
     * Understands an attribute.
     *
     * @param attribute what is stated, perhaps nothing
     * @param form what is made for the place
     * @param place where, for messages
     */
    static DeclaredProtocols of(Protocol[] attribute, PortConverter form, DeclarationSite place) {
        Protocol needed = form.needs();
        if (attribute.length == 0) {
            return needed == Protocol.UDP ? UDP : TCP;
        }
        DeclaredProtocols protocols = new DeclaredProtocols(EnumSet.copyOf(Arrays.asList(attribute)), true);
        if (needed != null && !protocols.wanted.contains(needed)) {
            throw new IllegalArgumentException("attribute protocol (" + protocols + ") must name " + needed + " for a "
                    + place.type().getTypeName() + "." + form.otherwise());
        }
        return protocols;
    }

    PortRequest applyTo(PortRequest request) {
        if (this == TCP) {
            return request;
        }
        Protocol[] protocols = wanted.toArray(Protocol[]::new);
        return request.withProtocols(protocols[0], protocols);
    }

    /** Returns {@code tcp}, {@code udp} or {@code tcp,udp}. */
    @Override
    public String toString() {
        return wanted.stream().map(Protocol::toString).collect(Collectors.joining(","));
    }
}
