package dev.freeport.assertj;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Adds assertions on ports to soft assertions, which collect failures instead of stopping at the first.
 *
 * <pre>{@code
 * class ShopAssertions extends SoftAssertions implements PortSoftAssertionsProvider, ShopSoftAssertionsProvider {}
 * }</pre>
 *
 * <p>On the module path AssertJ 3.27 cannot make the proxies that this needs; use
 * {@code softly.check(() -> assertThatPort(8080).isFree())} there.
 *
 * @since 0.1.0
 */
// its users require AssertJ anyway
@SuppressWarnings("exports")
public interface PortSoftAssertionsProvider extends SoftAssertionsProvider {

    /**
     * {@return assertions on a TCP port of this host}
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    default PortAssert assertThatPort(int port) {
        return proxy(PortAssert.class, Integer.class, PortRange.requirePort(port));
    }

    /**
     * {@return assertions on a UDP port of this host} A process listens there if it receives from any address.
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    default PortAssert assertThatUdpPort(int port) {
        return assertThatPort(port).withProtocol(Protocol.UDP);
    }
}
