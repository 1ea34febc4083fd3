package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where to go on in each pool, so that a port is used again as late as possible. Each JVM begins at a random one of its
 * ports, so that two rarely meet. Safe for use by several threads.
 */
final class SearchPositions {
    private final Map<PortPool, AtomicInteger> cursors = new ConcurrentHashMap<>();

    /** Returns the port from which to go on. */
    int from(PortPool pool) {
        AtomicInteger cursor = cursors.get(pool);
        return cursor == null ? begin(pool).get() : cursor.get();
    }

    /** Notes that a port was given. */
    void gave(PortPool pool, int port) {
        begin(pool).set(port + 1);
    }

    private AtomicInteger begin(PortPool pool) {
        AtomicInteger known = cursors.get(pool);
        if (known != null) {
            return known;
        }
        long random = (System.nanoTime() + ProcessIdentity.current().pid()) * 0x9E3779B97F4A7C15L >>> 33;
        AtomicInteger fresh = new AtomicInteger(pool.size() == 0 ? 0 : pool.port((int) (random % pool.size())));
        AtomicInteger other = cursors.putIfAbsent(pool, fresh);
        return other == null ? fresh : other;
    }
}
