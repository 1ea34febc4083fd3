package dev.freeport;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.stack.HostStack;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools of a few earlier requests, valid while the host stays the same; with a guard socket and without. */
final class PoolCache {
    /** A JVM asks of one or two; a pool takes 20 KB. */
    static final int MOST = 32;

    private static final Map<PortChoice, Pool> GUARDED = new ConcurrentHashMap<>();
    private static final Map<PortChoice, Pool> UNGUARDED = new ConcurrentHashMap<>();

    private PoolCache() {}

    static PortPool of(PortRequest request, PortRegistry registry) {
        boolean guarded =
                request.options().holding() != ReservationOptions.Holding.UNGUARDED && registry.hasGuardSockets();
        Map<PortChoice, Pool> pools = guarded ? GUARDED : UNGUARDED;
        HostStack stack = HostStack.current();
        Pool known = pools.get(request.choice());
        if (known != null && known.stack == stack) {
            return known.pool;
        }
        if (pools.size() >= MOST) {
            pools.clear();
        }
        Pool cut = new Pool(stack, PortPool.of(stack, request.choice(), guarded));
        pools.put(request.choice(), cut);
        return cut.pool;
    }

    static int size() {
        return GUARDED.size() + UNGUARDED.size();
    }

    private record Pool(HostStack stack, PortPool pool) {}
}
