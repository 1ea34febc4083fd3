package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A mapped file with a word for each port, changed only by compare-and-set. It refuses the port of a living process even
 * if that process has lost its lock, and keeps a port from being used again too early.
 *
 * <p>A word is {@code FREE}, {@code RESERVED} with the pid (26 bits) and start (36 bits) of a process, or
 * {@code COOLING} until a time of {@link System#nanoTime()}, which all processes of one boot share, in milliseconds.
 */
final class Ledger {
    /** What the ledger says to a request. */
    enum Answer {
        GRANTED,
        RESERVED,
        COOLING
    }

    static final Duration LONGEST_COOL_DOWN = Duration.ofHours(1);

    private static final int WORDS = 1 << 16;
    private static final long BYTES = WORDS * (long) Long.BYTES;
    private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long FREE = 0;
    private static final long RESERVED = 1L << 62;
    private static final long COOLING = 2L << 62;
    private static final long KIND = 3L << 62;
    private static final int START_BITS = 36;
    private static final long START = (1L << START_BITS) - 1;
    private static final long PID = (1L << 26) - 1;

    private static final long OPENING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Path path;
    private final RandomAccessFile file;
    private final @Nullable Object fileKey;
    private final MappedByteBuffer words;
    private final long own;

    private Ledger(Path path, RandomAccessFile file, MappedByteBuffer words, ProcessIdentity owner) {
        this.path = path;
        this.file = file;
        this.fileKey = LockFile.fileKey(path);
        this.words = words;
        this.own = RESERVED | (owner.pid() & PID) << START_BITS | owner.startTicks() & START;
    }

    static Ledger open(Path path, LockFile locks, ProcessIdentity owner)
            throws IOException, UnusableDirectoryException {
        FileLock making = lockForMaking(locks, path);
        boolean interrupted = false;
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                LockFile.checkFile(path);
            } else {
                RegistryDirectory.createPrivateFile(path);
            }
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                complete(file);
                // writes through a mapping do not say that the file is in use
                path.toFile().setLastModified(System.currentTimeMillis());
                while (true) {
                    try {
                        return new Ledger(path, file, map(path), owner);
                    } catch (ClosedByInterruptException interruptedMeanwhile) {
                        interrupted |= Thread.interrupted();
                    }
                }
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } finally {
            making.release();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileLock lockForMaking(LockFile locks, Path path) throws UnusableDirectoryException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < OPENING_NANOS) {
            FileLock lock = locks.tryLock(LockFile.LEDGER_BYTE);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(100_000);
        }
        throw new UnusableDirectoryException(path + " has been under construction by another JVM for 5 s, which is"
                + " therefore stopped or blocked. End it, or choose another freeport.directory.");
    }

    /** Makes the file of real bytes: a hole, or a missing end, would fault on a full disk. */
    private static void complete(RandomAccessFile file) throws IOException {
        long length = file.length();
        if (length < BYTES) {
            file.seek(length);
            file.write(new byte[(int) (BYTES - length)]);
        }
    }

    private static MappedByteBuffer map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer words = channel.map(MapMode.READ_WRITE, 0, BYTES);
            words.order(ByteOrder.nativeOrder());
            return words;
        }
    }

    /**
     * Asks for a port.
     *
     * @param relaxed whether a port that still cools down may be had
     * @param coolDown how long a port cools whose holder is found to have ended
     */
    Answer reserve(int port, boolean relaxed, Duration coolDown) {
        if (isCutOff()) {
            return Answer.GRANTED;
        }
        while (true) {
            long word = get(port);
            if ((word & KIND) == RESERVED) {
                if (word == own || ownerOf(word).mayBeRunning()) {
                    return Answer.RESERVED;
                }
                set(port, word, coolingFor(coolDown));
            } else if ((word & KIND) == COOLING && !relaxed && remaining(word) > 0) {
                return Answer.COOLING;
            } else if (set(port, word, own)) {
                return Answer.GRANTED;
            }
        }
    }

    /** Returns how long a port still cools down, in milliseconds; 0 if it does not. */
    long coolingMillis(int port) {
        long word = isCutOff() ? FREE : get(port);
        return (word & KIND) == COOLING ? Math.max(0, remaining(word)) : 0;
    }

    /** Enters a port that this JVM holds already into a ledger that was made anew. */
    void enter(int port) {
        set(port, get(port), own);
    }

    /** Gives a port back; it may be had again after the cool-down. A word that is not this JVM's is left alone. */
    void release(int port, Duration coolDown) {
        if (!isCutOff()) {
            set(port, own, coolDown.isZero() ? FREE : coolingFor(coolDown));
        }
    }

    /**
     * Tells whether the file has lost its end. A read there would be an {@code InternalError} thrown at some later time,
     * a compare-and-set the end of the JVM by SIGBUS, so this is asked first. By {@code fstat}, on the very file that is
     * mapped, and not through a channel, which an interrupted thread would close.
     */
    private boolean isCutOff() {
        try {
            return file.length() < BYTES;
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Tells whether other JVMs still meet this one at this file. */
    boolean isCurrent() {
        return !isCutOff() && Objects.equals(fileKey, LockFile.fileKey(path));
    }

    private long get(int port) {
        return (long) WORD.getVolatile(words, port * Long.BYTES);
    }

    private boolean set(int port, long expected, long word) {
        return WORD.compareAndSet(words, port * Long.BYTES, expected, word);
    }

    private static ProcessIdentity ownerOf(long word) {
        return new ProcessIdentity(word >>> START_BITS & PID, word & START);
    }

    private static long coolingFor(Duration coolDown) {
        return COOLING | now() + coolDown.toMillis() & ~KIND;
    }

    /** Returns the milliseconds left; none for a time that no JVM of this boot can have meant. */
    private static long remaining(long word) {
        long millis = (word & ~KIND) - now();
        return millis > LONGEST_COOL_DOWN.toMillis() ? 0 : millis;
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) & ~KIND;
    }
}
