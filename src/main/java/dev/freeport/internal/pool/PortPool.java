package dev.freeport.internal.pool;

import dev.freeport.stack.ExcludedRange;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.Protocol;
import java.util.BitSet;
import java.util.NoSuchElementException;
import java.util.Objects;

/** The ports that may be picked on a host, and why these. Immutable. */
public final class PortPool {
    /**
     * The UDP port to which the kernel locks of reservations are bound, the same in every version. No documented stack
     * assigns it to clients, and the IANA's registry of 2025-11-14 assigns it, and the 40 around it, to no service.
     */
    public static final int KERNEL_LOCKS = 9847;

    private final BitSet ports;
    private final int size;
    private final boolean insideDynamicRange;
    private final boolean emptiedByDynamicRange;
    private final PoolSummary summary;

    PortPool(BitSet ports, boolean insideDynamicRange, boolean emptiedByDynamicRange, PoolSummary summary) {
        this.ports = ports;
        this.emptiedByDynamicRange = emptiedByDynamicRange;
        this.size = ports.cardinality();
        this.insideDynamicRange = insideDynamicRange;
        this.summary = summary;
    }

    /** {@return a pool, empty if nothing is left; a guarded one may then lie inside the dynamic range} */
    public static PortPool of(HostStack stack, PortChoice choice, boolean guarded) {
        return PoolCutter.cut(stack, ServicesFile.ofThisSystem(), choice, guarded);
    }

    /** Tells whether the stack may assign a port to a client: inside its dynamic range, and not excluded from it. */
    public static boolean isAssigned(HostStack stack, Protocol protocol, int port) {
        if (!stack.isDynamic(protocol, port)) {
            return false;
        }
        for (ExcludedRange exclusion : stack.exclusions()) {
            if (exclusion.protocol() == protocol && exclusion.range().contains(port)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of ports that may be picked, 0 to 65535. */
    public int size() {
        return size;
    }

    /** Returns the first port of the pool from a given one on; after the highest comes the lowest. */
    public int next(int port) {
        int next = ports.nextSetBit(port);
        if (next < 0) {
            next = ports.nextSetBit(0);
        }
        if (next < 0) {
            throw new NoSuchElementException("the pool is empty");
        }
        return next;
    }

    /** Tells whether contiguous ports may all be picked. */
    public boolean containsAll(int first, int count) {
        return ports.nextClearBit(first) >= first + count;
    }

    /** Returns how many contiguous ports may be picked at most. */
    public int mostContiguous() {
        int most = 0;
        int end;
        for (int first = ports.nextSetBit(0); first >= 0; first = ports.nextSetBit(end)) {
            end = ports.nextClearBit(first);
            most = Math.max(most, end - first);
        }
        return most;
    }

    public int port(int index) {
        Objects.checkIndex(index, size);
        long[] words = ports.toLongArray();
        int before = 0;
        int word = 0;
        while (before + Long.bitCount(words[word]) <= index) {
            before += Long.bitCount(words[word]);
            word++;
        }
        int port = ports.nextSetBit(word * Long.SIZE);
        while (before < index) {
            port = ports.nextSetBit(port + 1);
            before++;
        }
        return port;
    }

    BitSet bits() {
        return (BitSet) ports.clone();
    }

    /** Tells whether the ports lie inside the dynamic range, because none is left outside. Each needs a guard socket. */
    public boolean insideDynamicRange() {
        return insideDynamicRange;
    }

    /** Tells whether the pool is empty only because of the dynamic range of this host. */
    public boolean isEmptiedByDynamicRange() {
        return emptiedByDynamicRange;
    }

    /** Returns what was taken away: {@code 24525 ports: 10000-65535 less 28232 in the dynamic range ...}. */
    @Override
    public String toString() {
        return summary.text(size, insideDynamicRange);
    }
}
