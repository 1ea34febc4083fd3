package dev.freeport.junit;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The port on the loopback address, as an {@code InetSocketAddress}. */
final class AddressConverter implements PortConverter {
    @Override
    public Object of(DeclaredPorts ports, DeclarationSite place) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.port());
    }
}
