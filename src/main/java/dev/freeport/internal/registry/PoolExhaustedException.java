package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.process.ProcessIdentity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** No port of a pool could be reserved, or not as many as wanted. The message counts why. */
public final class PoolExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int HOLDERS_NAMED = 5;

    private final transient RefusalCounts counts;
    private final boolean poolTooSmall;

    PoolExhaustedException(PortPool pool, RefusalCounts counts, SortedMap<Integer, PortHolder> holders, String lack) {
        super("the pool has " + pool
                + (pool.size() == 0
                        ? ""
                        : (lack.isEmpty() ? "" : "; " + lack) + "; " + counts + named(pool, holders)
                                + locked(counts.ports(Refusal.LOCKED))));
        this.counts = counts;
        this.poolTooSmall = false;
    }

    /** The pool could not have so many ports even if all of them were free. */
    PoolExhaustedException(PortPool pool, String lack) {
        super("the pool has " + pool + (pool.size() == 0 ? "" : "; " + lack));
        this.counts = new RefusalCounts();
        this.poolTooSmall = pool.size() > 0;
    }

    PoolExhaustedException(PortPool pool, NoSocketException cause) {
        super("the pool has " + pool + "; " + cause.getMessage(), cause);
        this.counts = new RefusalCounts();
        this.poolTooSmall = false;
    }

    public boolean isPoolTooSmall() {
        return poolTooSmall;
    }

    public List<Integer> boundPorts() {
        return counts.ports(Refusal.BOUND);
    }

    public List<Integer> deniedPorts() {
        return counts.ports(Refusal.DENIED);
    }

    public int reserved() {
        return counts.reserved();
    }

    /** Names those of other users and containers, which only the socket table shows. */
    private static String locked(List<Integer> ports) {
        StringBuilder text = new StringBuilder();
        if (!ports.isEmpty()) {
            int named = 0;
            for (KernelLockHolder holder : KernelLockHolder.all()) {
                if (named < HOLDERS_NAMED && ports.contains(holder.port())) {
                    text.append(System.lineSeparator())
                            .append("  reserved    ")
                            .append(holder.port())
                            .append(" by ")
                            .append(holder.label());
                    named++;
                }
            }
        }
        return text.toString();
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
                            .append(" by ")
                            .append(ProcessIdentity.label(entry.getValue().pid()))
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
