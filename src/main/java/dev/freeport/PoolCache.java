package dev.freeport;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.PortRegistry;
import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.stack.HostStack;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools of earlier requests, which serve on while the host is still the same. */
final class PoolCache {
    private static final Map<PortChoice, Pool> KNOWN = new ConcurrentHashMap<>();

    private PoolCache() {}

    static PortPool of(PortRequest request, PortRegistry registry) {
        boolean guarded =
                request.options().holding() != ReservationOptions.Holding.UNGUARDED && registry.hasGuardSockets();
        HostStack stack = HostStack.current();
        Pool known = KNOWN.get(request.choice());
        if (known != null && known.stack == stack && known.guarded == guarded) {
            return known.pool;
        }
        Pool made = new Pool(stack, guarded, PortPool.of(stack, request.choice(), guarded));
        KNOWN.put(request.choice(), made);
        return made.pool;
    }

    private record Pool(HostStack stack, boolean guarded, PortPool pool) {}
}
