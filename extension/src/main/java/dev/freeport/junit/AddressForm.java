package dev.freeport.junit;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The port on the loopback address, as an {@code InetSocketAddress}. */
final class AddressForm implements PortForm {
    @Override
    public Object of(HeldPorts ports, Place place) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.port());
    }
}
