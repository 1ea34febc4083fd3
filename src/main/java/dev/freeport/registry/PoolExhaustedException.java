package dev.freeport.registry;

import dev.freeport.stack.PortPool;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** No port of a pool could be had. The message counts why. */
public final class PoolExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;

    PoolExhaustedException(PortPool pool, Tally tally) {
        super("the pool has " + pool + (pool.size() == 0 ? "" : "; " + tally));
    }

    PoolExhaustedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why ports were refused. */
    static final class Tally {
        private final SortedMap<Long, Integer> cooling = new TreeMap<>();
        int reserved;
        int bound;

        void addCooling(int port, long millis) {
            cooling.put(millis << 16 | port, port);
        }

        /** Returns the ports that cool down, the coolest first. */
        List<Integer> coolingPorts() {
            return List.copyOf(cooling.values());
        }

        @Override
        public String toString() {
            return "reserved by tests: " + reserved + ", bound by other sockets: " + bound + ", released a moment ago: "
                    + cooling.size();
        }
    }
}
