package dev.freeport;

import dev.freeport.diagnosis.Diagnoser;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.registry.PoolExhaustedException;
import dev.freeport.registry.PortRegistry;
import dev.freeport.registry.UnusableDirectoryException;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortChoice;
import dev.freeport.stack.PortPool;
import dev.freeport.stack.PortRange;
import dev.freeport.stack.Remedies;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reserves ports for tests, and explains who has a port.
 *
 * <pre>{@code
 * try (PortReservation reservation = FreePorts.reserve()) {
 *     server.start(reservation.port());
 *     ...
 * }
 * }</pre>
 *
 * <p>If your server can bind port 0 and tell you the number, do that; you need no reservation then.
 *
 * <p>Safe for use by several threads. Starts no thread.
 *
 * @since 0.1.0
 */
public final class FreePorts {
    private static final Map<PortChoice, Pool> POOLS = new ConcurrentHashMap<>();

    private FreePorts() {}

    /**
     * Reserves a TCP port outside the dynamic range of this host, as the system properties tell.
     *
     * @return the reservation, to be closed when nothing uses the port any more
     * @throws NoFreePortException if no port can be had; the message counts why
     * @throws IllegalArgumentException if a system property of {@link PortRequest} is not valid
     */
    public static PortReservation reserve() {
        return reserve(PortRequest.fromSystemProperties());
    }

    /**
     * Reserves a TCP port.
     *
     * @param request which ports may be had, and how
     * @return the reservation, to be closed when nothing uses the port any more
     * @throws NoFreePortException if no port can be had; the message counts why
     * @throws IllegalArgumentException if the directory of the request cannot serve; the message says why
     */
    public static PortReservation reserve(PortRequest request) {
        PortRegistry registry = registry(request);
        boolean guarded = request.terms().guarded() && registry.hasGuardSockets();
        HostStack stack = HostStack.current();
        PortPool pool = pool(stack, request.choice(), guarded);
        try {
            return new PortReservation(registry.reserve(pool, request.terms()));
        } catch (PoolExhaustedException exhausted) {
            StringBuilder message = new StringBuilder("No free port for ")
                    .append(request.terms().purpose())
                    .append(": ")
                    .append(exhausted.getMessage());
            if (pool.size() == 0) {
                for (String remedy : Remedies.of(stack)) {
                    message.append(System.lineSeparator())
                            .append("  what would help  ")
                            .append(remedy);
                }
            }
            throw new NoFreePortException(message.toString(), exhausted);
        }
    }

    /** Returns the pool of an earlier call if the host is still the same. */
    private static PortPool pool(HostStack stack, PortChoice choice, boolean guarded) {
        Pool known = POOLS.get(choice);
        if (known != null && known.stack == stack && known.guarded == guarded) {
            return known.pool;
        }
        Pool made = new Pool(stack, guarded, PortPool.of(stack, choice, guarded));
        POOLS.put(choice, made);
        return made.pool;
    }

    private record Pool(HostStack stack, boolean guarded, PortPool pool) {}

    private static PortRegistry registry(PortRequest request) {
        try {
            return request.directory().isPresent()
                    ? PortRegistry.at(request.directory().get())
                    : PortRegistry.usual();
        } catch (UnusableDirectoryException unusable) {
            throw new IllegalArgumentException(unusable.getMessage(), unusable);
        }
    }

    /**
     * Tells who has a TCP port of this host, and why a server could not be bound to it. Never throws for what it cannot
     * find out; that is said in the answer.
     *
     * @param port the port, 1 to 65535
     * @return the answer; its {@code toString()} is a text to be read
     * @throws IllegalArgumentException if there is no such port
     */
    public static PortDiagnosis explain(int port) {
        return Diagnoser.SYSTEM.diagnose(PortRange.requirePort(port));
    }
}
