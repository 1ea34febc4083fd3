package dev.freeport.diagnosis;

import dev.freeport.stack.PortRange;
import dev.freeport.stack.Protocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address and port to bind, or that could not be bound.
 *
 * <pre>{@code
 * InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8080);
 * BindAttempt attempt = BindAttempt.of(Protocol.TCP, address);
 * try {
 *     server.bind(address);
 * } catch (IOException e) {
 *     System.err.println(FreePorts.explain(attempt.failedWith(e)));
 * }
 * }</pre>
 *
 * @param protocol the protocol
 * @param port the port, 1 to 65535
 * @param address the address; empty for all of this host, or if it is not known
 * @param outcome how far it came
 * @since 0.1.0
 */
public record BindAttempt(Protocol protocol, int port, Optional<InetAddress> address, Outcome outcome) {
    /** The class of the JDK that makes the system calls, and by its methods' names which call failed. */
    private static final String CALLER = "sun.nio.ch.Net";

    /** A native method, the two that check its answer, and one for good measure. */
    private static final int TOP_FRAMES = 4;

    private static final int MOST_CAUSES = 100;

    /** How far an attempt came. */
    public enum Outcome {
        /** No bind is known to have failed. */
        NOT_TRIED,
        /** It failed, with the bind unless something else is known. */
        BIND_FAILED,
        /** The bind succeeded, and {@code listen} failed. */
        LISTEN_FAILED;

        /**
         * {@return how far a failed attempt came}
         *
         * @param failure the failure; the frames of the JDK tell which call failed, not any text
         */
        public static Outcome of(Throwable failure) {
            Throwable link = failure;
            for (int i = 0; link != null && i < MOST_CAUSES; i++) {
                if (Arrays.stream(link.getStackTrace()).limit(TOP_FRAMES).anyMatch(Outcome::isListen)) {
                    return LISTEN_FAILED;
                }
                link = link.getCause();
            }
            return BIND_FAILED;
        }

        private static boolean isListen(StackTraceElement frame) {
            return frame.getClassName().equals(CALLER) && frame.getMethodName().equals("listen");
        }
    }

    /**
     * Checks the port.
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @param address the address; empty for all of this host, or if it is not known
     * @param outcome how far it came
     * @throws IllegalArgumentException if there is no such port
     */
    public BindAttempt {
        PortRange.requirePort(port);
    }

    /**
     * {@return the attempt to bind a port on all addresses of this host, which is not known to have failed}
     *
     * @param protocol the protocol
     * @param port the port, 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public static BindAttempt of(Protocol protocol, int port) {
        return new BindAttempt(protocol, port, Optional.empty(), Outcome.NOT_TRIED);
    }

    /**
     * {@return the attempt to bind an address, which is not known to have failed}
     *
     * @param protocol the protocol
     * @param address the address and the port, 1 to 65535
     * @throws IllegalArgumentException if the address is not resolved, or there is no such port
     */
    public static BindAttempt of(Protocol protocol, InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("address (" + address.getHostString() + ":" + address.getPort()
                    + ") must be resolved: it is a name that this host does not know, or was made by createUnresolved");
        }
        return new BindAttempt(protocol, address.getPort(), Optional.of(address.getAddress()), Outcome.NOT_TRIED);
    }

    /**
     * {@return this attempt as one that failed}
     *
     * @param failure the failure; the frames of the JDK tell which call failed, not any text
     */
    public BindAttempt failedWith(Throwable failure) {
        return with(Outcome.of(failure));
    }

    /**
     * {@return this attempt with another outcome}
     *
     * @param other how far it came
     */
    public BindAttempt with(Outcome other) {
        return new BindAttempt(protocol, port, address, other);
    }

    boolean failed() {
        return outcome != Outcome.NOT_TRIED;
    }

    /** Returns the address to try: that which is wanted, or any. */
    InetSocketAddress toBind() {
        return toBind(port);
    }

    InetSocketAddress toBind(int otherPort) {
        return address.map(wanted -> new InetSocketAddress(wanted, otherPort))
                .orElseGet(() -> new InetSocketAddress(otherPort));
    }
}
