package dev.freeport.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelLockAddressTests {
    @Test
    void differsForEachPortAndProtocolAndIsNoBroadcastAddress() throws Exception {
        Set<InetSocketAddress> addresses = new HashSet<>();
        BitSet parts = new BitSet();
        Set<InetSocketAddress> wrong = new HashSet<>();
        for (int port = 0; port <= 65535; port++) {
            for (Protocol protocol : Protocol.values()) {
                InetSocketAddress address = KernelLockAddress.of(protocol, port);
                addresses.add(address);
                if (!KernelLockAddress.locked(address.getAddress())
                        .equals(Optional.of(new KernelLockAddress.Locked(protocol, port)))) {
                    wrong.add(address);
                }
                for (byte part : address.getAddress().getAddress()) {
                    parts.set(part & 0xff);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(addresses).hasSize(2 * 65536);
        assertThat(KernelLockAddress.locked(InetAddress.getByName("127.0.0.1"))).isEmpty();
        assertThat(KernelLockAddress.locked(InetAddress.getByName("::1"))).isEmpty();
        assertThat(parts.get(0) || parts.get(255)).isFalse();
        for (int number : new int[] {0, 4711, 65535}) {
            assertThat(addresses.contains(KernelLockAddress.neutral(number))).isFalse();
        }
    }

    /** Other versions rely on it, and so do people who read a list of sockets. */
    @Test
    void isTheSameInEveryVersion() throws Exception {
        assertThat(KernelLockAddress.of(Protocol.TCP, 8080)).hasToString("/127.77.32.207:9847");
        assertThat(KernelLockAddress.of(Protocol.UDP, 8080)).hasToString("/127.78.32.207:9847");
        assertThat(KernelLockAddress.of(Protocol.TCP, 65535)).hasToString("/127.79.5.4:9847");
        assertThat(KernelLockAddress.of(Protocol.UDP, 65535)).hasToString("/127.80.5.4:9847");
    }
}
