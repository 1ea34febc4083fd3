package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where to go on in each pool, so that a port is used again as late as possible. Each JVM begins at a random port, so that
 * two rarely meet. Keeps the positions of a few pools. Safe for use by several threads.
 */
final class SearchPositions {
    /** A JVM asks of one or two; each keeps its pool in memory. */
    static final int MOST = 32;

    private final Map<PortPool, Integer> positions = new ConcurrentHashMap<>();

    int from(PortPool pool) {
        Integer known = positions.get(pool);
        if (known != null) {
            return known;
        }
        long random = (System.nanoTime() + ProcessIdentity.current().pid()) * 0x9E3779B97F4A7C15L >>> 33;
        int begin = pool.size() == 0 ? 0 : pool.port((int) (random % pool.size()));
        put(pool, begin);
        return begin;
    }

    void reserved(PortPool pool, int port) {
        put(pool, port + 1);
    }

    private void put(PortPool pool, int position) {
        if (positions.size() >= MOST && !positions.containsKey(pool)) {
            positions.clear();
        }
        positions.put(pool, position);
    }

    int size() {
        return positions.size();
    }
}
