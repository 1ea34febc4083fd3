package dev.freeport.internal.registry;

import dev.freeport.PortBlocks;
import dev.freeport.internal.pool.PortChoice;
import dev.freeport.internal.pool.PortPool;
import dev.freeport.stack.HostStack;
import dev.freeport.stack.PortRange;

/** Ranges of ports that test runs beside this one do not use. */
final class TestPorts {
    private static final PortBlocks PORTS = new PortBlocks(12000, 420, 41);

    private TestPorts() {}

    /** Returns the pool of exactly these ports. */
    static PortPool pool(String ranges) {
        return PortPool.of(HostStack.current(), PortChoice.DEFAULT.withRanges(PortRange.parseList(ranges)), true);
    }

    /** Returns a range of its own of the given size, as it is written in settings. */
    static String range(int size) {
        int low = PORTS.take(size);
        return low + "-" + (low + size - 1);
    }
}
