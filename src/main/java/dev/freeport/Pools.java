package dev.freeport;

import dev.freeport.registry.PortRegistry;
import dev.freeport.registry.Terms;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortChoice;
import dev.freeport.stack.PortPool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pools of earlier requests, which serve on while the host is still the same. */
final class Pools {
    private static final Map<PortChoice, Pool> KNOWN = new ConcurrentHashMap<>();

    private Pools() {}

    static PortPool of(PortRequest request, PortRegistry registry) {
        boolean guarded = request.terms().holding() != Terms.Holding.UNGUARDED && registry.hasGuardSockets();
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
