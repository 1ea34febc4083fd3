package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * The address that stands for a port: of TCP port N 127.77.x.y, of UDP port N 127.78.x.y, where {@code x = N / 254 + 1} and
 * {@code y = N % 254 + 1}. All of 127.0.0.0/8 is loopback (RFC 1122, section 3.2.1.3). No part is 0 or 255, because the JDK
 * takes an address that ends in 255 for a broadcast address and refuses to bind it. From port 64516 on the second part is
 * 79 for TCP and 80 for UDP.
 */
final class KernelLockAddress {
    static final int PORT = PortPool.KERNEL_LOCKS;

    private static final int PARTS = 254;
    private static final int TCP = 77;
    private static final int UDP = 78;
    private static final int HIGH = 2;
    private static final int NEUTRAL = 76;

    private KernelLockAddress() {}

    static InetSocketAddress of(Protocol protocol, int port) throws IOException {
        int high = port / (PARTS * PARTS) * HIGH;
        return address((protocol == Protocol.TCP ? TCP : UDP) + high, port);
    }

    /** Returns an address that stands for no port. */
    static InetSocketAddress neutral(int number) throws IOException {
        return address(NEUTRAL, number);
    }

    /** Returns which port an address stands for; empty if for none. */
    static Optional<Locked> locked(InetAddress address) {
        byte[] parts = address.getAddress();
        int second = (parts[1] & 0xff) - TCP;
        if (parts.length != 4 || parts[0] != 127 || second < 0 || second > UDP - TCP + HIGH) {
            return Optional.empty();
        }
        int port = (second / HIGH * PARTS + (parts[2] & 0xff) - 1) * PARTS + (parts[3] & 0xff) - 1;
        return Optional.of(new Locked(second % HIGH == 0 ? Protocol.TCP : Protocol.UDP, port));
    }

    record Locked(Protocol protocol, int port) {}

    private static InetSocketAddress address(int second, int number) throws IOException {
        byte[] parts = {127, (byte) second, (byte) (number / PARTS % PARTS + 1), (byte) (number % PARTS + 1)};
        return new InetSocketAddress(InetAddress.getByAddress(parts), PORT);
    }
}
