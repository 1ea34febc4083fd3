package dev.freeport.assertj;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;

/**
 * Entry points for assertions on ports. The names do not clash with those of AssertJ, so both can be imported statically.
 *
 * <pre>{@code
 * assertThatPort(8080).isFree();
 * server.start();
 * assertThatPort(8080).as("port of the shop").isListenedOnWithin(Duration.ofSeconds(5));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortAssertions {
    private PortAssertions() {}

    /**
     * {@return assertions on a TCP port of this host}
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortAssert assertThatPort(int port) {
        return new PortAssert(PortRange.requirePort(port));
    }

    /**
     * {@return assertions on a UDP port of this host} A process listens there if it receives from any address.
     *
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortAssert assertThatUdpPort(int port) {
        return assertThatPort(port).withProtocol(Protocol.UDP);
    }
}
