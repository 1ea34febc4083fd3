package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows by itself, and not from the library, who uses which port: a mapped file with the owner of each port, who enters
 * after the reservation and leaves before the release.
 */
final class StressOracle {
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int WORDS = 1 << 17;
    private static final int DOUBLE_OWNERS = WORDS * Long.BYTES;
    private static final int ROUNDS = DOUBLE_OWNERS + Long.BYTES;
    private static final int OVER = ROUNDS + Long.BYTES;
    private static final int LENGTH = OVER + Long.BYTES;
    private static final int IDS = 1000;
    private static final long PAUSE_NANOS = 200_000;
    private static final long TIMEOUT_NANOS = 3_000_000_000L;

    private final MappedByteBuffer words;

    private StressOracle(MappedByteBuffer words) {
        this.words = words;
    }

    static StressOracle open(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(LENGTH);
            return new StressOracle(file.getChannel().map(MapMode.READ_WRITE, 0, LENGTH));
        }
    }

    /** Returns an owner of this process; {@code number} tells it from others, 0 to 999. */
    static long owner(int number) {
        return ProcessHandle.current().pid() * IDS + number;
    }

    /** Enters as the owner of a slot. Somebody else who is alive and does not leave is a double owner. */
    void enter(int slot, long owner) {
        int at = slot * Long.BYTES;
        long before = (long) WORD.compareAndExchange(words, at, 0L, owner);
        if (before != 0) {
            if (!wasKilled(before, at)) {
                WORD.getAndAdd(words, DOUBLE_OWNERS, 1L);
            }
            WORD.setVolatile(words, at, owner);
        }
    }

    void leave(int slot, long owner) {
        WORD.compareAndSet(words, slot * Long.BYTES, owner, 0L);
    }

    void countRound() {
        WORD.getAndAdd(words, ROUNDS, 1L);
    }

    /** Returns how many reservations were made, those of killed JVMs included. */
    long rounds() {
        return (long) WORD.getVolatile(words, ROUNDS);
    }

    /** Ends all JVMs before their time. */
    void end() {
        WORD.setVolatile(words, OVER, 1L);
    }

    boolean isOver() {
        return (long) WORD.getVolatile(words, OVER) != 0;
    }

    long doubleOwners() {
        return (long) WORD.getVolatile(words, DOUBLE_OWNERS);
    }

    /** A killed process frees its locks a little before it is gone, and leaves its entry. A living one takes it out. */
    private boolean wasKilled(long owner, int at) {
        ProcessIdentity process = new ProcessIdentity(owner / IDS, 0);
        long start = System.nanoTime();
        while ((long) WORD.getVolatile(words, at) == owner && System.nanoTime() - start < TIMEOUT_NANOS) {
            if (!process.mayBeRunning()) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }
}
