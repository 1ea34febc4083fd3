package dev.freeport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Blocks of ports, each of which one JVM of this user's test runs has at a time: it locks a byte, until it ends. */
public final class PortBlocks {
    private static final Path FILE =
            Path.of(System.getProperty("java.io.tmpdir"), "freeport-test-ports-" + System.getProperty("user.name"));

    /** Kept open: the locks end with it. */
    private static final List<FileChannel> OPEN = new ArrayList<>();

    private static final PortBlocks SINGLE = new PortBlocks(29300, 40, 60);

    private final int first;
    private final int size;
    private final int count;
    private int next;
    private int end;

    /** Blocks of {@code size} ports each, the first of which begins at {@code first}. */
    public PortBlocks(int first, int size, int count) {
        this.first = first;
        this.size = size;
        this.count = count;
    }

    /**
     * Returns a port outside the dynamic range of Linux that no other JVM of a test run gets. A test that binds a number
     * twice, on two addresses or for two protocols, takes it from here: what the kernel assigns for one address may belong
     * to a client on the other.
     */
    public static int one() {
        return SINGLE.take(1);
    }

    /** Returns the lowest of so many contiguous ports that no other JVM of a test run gets. */
    public synchronized int take(int ports) {
        if (ports > size) {
            throw new IllegalArgumentException("ports (" + ports + ") must be at most " + size);
        }
        if (next + ports > end) {
            next = lockBlock();
            end = next + size;
        }
        int low = next;
        next += ports;
        return low;
    }

    private int lockBlock() {
        synchronized (OPEN) {
            try {
                if (OPEN.isEmpty()) {
                    OPEN.add(FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                }
                // not always the first: another user's runs lock in another file
                int start = (int) (ProcessHandle.current().pid() % count);
                for (int i = 0; i < count; i++) {
                    int low = first + (start + i) % count * size;
                    if (isLocked(low)) {
                        return low;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("all " + count + " blocks of ports from " + first + " on are used by tests");
    }

    private static boolean isLocked(int low) throws IOException {
        try {
            return OPEN.get(0).tryLock(low, 1, false) != null;
        } catch (OverlappingFileLockException mine) {
            return false;
        }
    }
}
