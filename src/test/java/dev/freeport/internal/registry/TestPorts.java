package dev.freeport.internal.registry;

import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;

/** Ranges of ports that test runs beside this one do not use. */
final class TestPorts {
    private static final int SIZE = 420;

    /** A prime number, as the process ids of Windows are multiples of four. */
    private static final int PLACES = 41;

    private static final int BASE = 12000 + (int) (ProcessHandle.current().pid() % PLACES) * SIZE;
    private static int next;

    private TestPorts() {}

    /** Returns the pool of exactly these ports. */
    static PortPool pool(String ranges) {
        return PortPool.of(HostStack.current(), PortChoice.DEFAULT.withRanges(PortRange.parseList(ranges)), true);
    }

    /** Returns a range of its own of the given size, as it is written in settings. */
    static synchronized String range(int size) {
        if (next + size > SIZE) {
            throw new IllegalStateException("the tests use more than " + SIZE + " ports");
        }
        int low = BASE + next;
        next += size;
        return low + "-" + (low + size - 1);
    }
}
