package dev.freeport.registry;

/** Ranges of ports that test runs beside this one do not use. */
final class TestPorts {
    private static final int SIZE = 170;
    private static final int BASE = 12000 + (int) (ProcessHandle.current().pid() % 100) * SIZE;
    private static int next;

    private TestPorts() {}

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
