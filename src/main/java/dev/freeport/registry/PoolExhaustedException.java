package dev.freeport.registry;

import dev.freeport.stack.PortPool;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** No port of a pool could be had, or not as many as wanted. The message counts why. */
public final class PoolExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int HOLDERS_NAMED = 5;

    private final transient List<Integer> boundPorts;

    PoolExhaustedException(PortPool pool, Tally tally, SortedMap<Integer, PortHolder> holders, int inARow) {
        super("the pool has " + pool
                + (pool.size() == 0
                        ? ""
                        : (inARow == 1 ? "" : "; no " + inARow + " in a row are free") + "; " + tally
                                + named(pool, holders)));
        this.boundPorts = tally.ports(Refusal.BOUND);
    }

    PoolExhaustedException(PortPool pool, NoSocketException cause) {
        super("the pool has " + pool + "; " + cause.getMessage(), cause);
        this.boundPorts = List.of();
    }

    /**
     * Returns the ports of the pool to which other sockets are bound.
     *
     * @return the ports, in ascending order
     */
    public List<Integer> boundPorts() {
        return boundPorts;
    }

    private static String named(PortPool pool, SortedMap<Integer, PortHolder> holders) {
        StringBuilder text = new StringBuilder();
        int more = 0;
        int named = 0;
        for (Map.Entry<Integer, PortHolder> entry : holders.entrySet()) {
            if (pool.containsAll(entry.getKey(), 1)) {
                if (named < HOLDERS_NAMED) {
                    text.append(System.lineSeparator())
                            .append("  reserved    ")
                            .append(entry.getKey())
                            .append(" by pid ")
                            .append(entry.getValue().pid())
                            .append(" for ")
                            .append(entry.getValue().purpose());
                    named++;
                } else {
                    more++;
                }
            }
        }
        return more == 0 ? text.toString() : text + System.lineSeparator() + "              and " + more + " more";
    }
}
