package dev.freeport.internal.pool;

import dev.freeport.stack.HostStack;
import java.util.BitSet;
import java.util.NoSuchElementException;
import java.util.Objects;

/** The ports that may be picked on a host, and how they came to be the ones. Immutable. */
public final class PortPool {
    private final BitSet ports;
    private final int size;
    private final boolean insideDynamicRange;
    private final boolean emptiedByDynamicRange;
    private final PoolSummary account;

    PortPool(BitSet ports, boolean insideDynamicRange, boolean emptiedByDynamicRange, PoolSummary account) {
        this.ports = ports;
        this.emptiedByDynamicRange = emptiedByDynamicRange;
        this.size = ports.cardinality();
        this.insideDynamicRange = insideDynamicRange;
        this.account = account;
    }

    /**
     * Builds a pool.
     *
     * @param stack what the host does
     * @param choice what the user lets be picked
     * @param guarded whether a kernel guard will hold each port, so that ports inside the dynamic range may be given if
     *     there are no others
     * @return the pool; it is empty if nothing is left
     */
    public static PortPool of(HostStack stack, PortChoice choice, boolean guarded) {
        return PoolCutter.cut(stack, ServicesFile.ofThisSystem(), choice, guarded);
    }

    /**
     * Returns how many ports may be picked.
     *
     * @return the number, 0 to 65535
     */
    public int size() {
        return size;
    }

    /**
     * Returns the first port of the pool from a given one on; after the highest comes the lowest.
     *
     * @param port where to begin, 0 or higher
     * @return a port of the pool
     * @throws java.util.NoSuchElementException if the pool is empty
     */
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

    /**
     * Tells whether ports that follow each other may all be picked.
     *
     * @param first the first port, 0 or higher
     * @param count how many, at least 1
     * @return whether they may
     */
    public boolean containsAll(int first, int count) {
        return ports.nextClearBit(first) >= first + count;
    }

    /**
     * Returns one of the ports, in ascending order.
     *
     * @param index 0 to {@code size() - 1}
     * @return the port
     * @throws IndexOutOfBoundsException if there is no such index
     */
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

    /** Returns the ports as bits, a copy. */
    BitSet bits() {
        return (BitSet) ports.clone();
    }

    /**
     * Tells whether the ports lie inside the dynamic range, because none was left outside it. Such a port is safe only
     * while a kernel guard holds it.
     *
     * @return whether they do
     */
    public boolean insideDynamicRange() {
        return insideDynamicRange;
    }

    /**
     * Tells whether there would be ports if the dynamic range of the host were smaller.
     *
     * @return whether the pool is empty for no other reason
     */
    public boolean isEmptiedByDynamicRange() {
        return emptiedByDynamicRange;
    }

    /** Returns how the pool came about: {@code 24525 ports: 10000-65535 less 28232 in the dynamic range ...}. */
    @Override
    public String toString() {
        return account.text(size, insideDynamicRange);
    }
}
