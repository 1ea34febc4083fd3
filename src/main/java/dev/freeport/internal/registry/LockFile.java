package dev.freeport.internal.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An empty file of which a byte is locked while a port is reserved: byte N for TCP, 65536 + N for UDP. The kernel drops
 * the locks of a process that ends.
 *
 * <p>Its channel is opened once and not closed while the file is there, see {@link PinnedChannels}. Only {@code tryLock} and
 * {@code release} are called on it: every other operation closes it under an interrupted thread, and JUnit's time-outs
 * interrupt.
 */
final class LockFile {
    /**
     * One for each directory. Has no bound: to close a file drops all locks of this process on it, those of other class
     * loaders included, of which this one knows nothing.
     */
    private static final Map<Path, LockFile> OPEN = new ConcurrentHashMap<>();

    static final int UNLOCKING_TRIES = 3;

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object fileKey;
    private final FileCalls calls;
    private final Thread pin;

    private LockFile(Path path, FileChannel channel, @Nullable Object fileKey, FileCalls calls) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
        this.calls = calls;
        this.pin = PinnedChannels.pin(channel);
    }

    /** Opens the file, or returns it if it is open already. Fails if it was deleted as soon as it was created. */
    static synchronized LockFile open(Path path, FileCalls calls) throws IOException, UnusableDirectoryException {
        LockFile open = OPEN.get(path);
        if (open != null && open.calls == calls && open.isCurrent()) {
            return open;
        }
        calls.createFile(path);
        BasicFileAttributes facts = factsOf(path, calls);
        check(path, facts, calls);
        LockFile opened = new LockFile(path, calls.openForLocks(path), facts.fileKey(), calls);
        OPEN.put(path, opened);
        return opened;
    }

    static BasicFileAttributes factsOf(Path path, FileCalls calls) throws IOException {
        BasicFileAttributes facts = calls.stat(path);
        if (facts == null) {
            throw new NoSuchFileException(path.toString());
        }
        return facts;
    }

    /** Checks before a file is opened, because the lock file is not closed again. */
    static void check(Path path, BasicFileAttributes facts, FileCalls calls)
            throws IOException, UnusableDirectoryException {
        if (!facts.isRegularFile()) {
            throw new UnusableDirectoryException(
                    path + " must be a regular file, not a link or a device. Delete it; Freeport creates it anew.");
        }
        if (!FileCalls.isPosix(path)) {
            return;
        }
        int uid = calls.unixAttribute(path, "uid");
        int own = RegistryDirectory.ownUid(calls);
        if (uid != own) {
            throw new UnusableDirectoryException(path + " belongs to uid " + uid + ", but this process runs as uid "
                    + own + ". Delete it, or set another freeport.directory.");
        }
        int links = calls.unixAttribute(path, "nlink");
        if (links > 1) {
            throw new UnusableDirectoryException(
                    path + " has " + links + " hard links and must have one. Delete it; Freeport creates it anew.");
        }
    }

    /** Locks the byte of a slot without waiting; null if another process or class loader has it, or in doubt. */
    @Nullable
    FileLock tryLock(int slot) {
        try {
            return calls.tryLock(channel, slot, 1);
        } catch (IOException busy) {
            return null;
        }
    }

    void unlock(FileLock lock) {
        unlock(lock, calls);
    }

    static void unlock(FileLock lock, FileCalls calls) {
        for (int i = 0; i < UNLOCKING_TRIES; i++) {
            try {
                calls.unlock(lock);
                return;
            } catch (IOException | RuntimeException | Error channelWasClosed) {
                // and with it the lock went; or another try helps
            }
        }
    }

    /** Tells whether other JVMs, which open the file by its path, still meet this one at it. Stat, never open. */
    boolean isCurrent() {
        try {
            BasicFileAttributes now = calls.stat(path);
            return channel.isOpen() && now != null && Objects.equals(fileKey, now.fileKey());
        } catch (IOException unknown) {
            return channel.isOpen();
        }
    }

    /** Closes a file that has been replaced, when no lock in it counts any more. */
    void retire() {
        OPEN.remove(path, this);
        PinnedChannels.unpin(pin);
        try {
            calls.close(channel);
        } catch (IOException | RuntimeException | Error closedNevertheless) {
            // close(2): the descriptor is released whatever it returns
        }
    }
}
