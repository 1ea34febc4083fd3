package dev.freeport;

import dev.freeport.diagnosis.Diagnoser;
import dev.freeport.diagnosis.PortDiagnosis;
import dev.freeport.registry.PoolExhaustedException;
import dev.freeport.registry.PortRegistry;
import dev.freeport.registry.UnusableDirectoryException;
import dev.freeport.stack.PortPool;
import dev.freeport.stack.PortRange;
import java.util.List;
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
    private static final Map<List<?>, PortPool> POOLS = new ConcurrentHashMap<>();

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
        PortPool pool = POOLS.computeIfAbsent(
                List.of(request.ranges(), guarded), key -> PortPool.of(request.ranges(), guarded));
        try {
            return new PortReservation(registry.reserve(pool, request.terms()));
        } catch (PoolExhaustedException exhausted) {
            throw new NoFreePortException(
                    "No free port for " + request.terms().purpose() + ": " + exhausted.getMessage(), exhausted);
        }
    }

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
