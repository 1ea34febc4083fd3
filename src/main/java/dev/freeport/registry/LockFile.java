package dev.freeport.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An empty file of which byte N is locked while port N is reserved. The kernel drops the locks of a process that ends.
 *
 * <p>Its channel is opened once and never closed, see {@link PinnedFiles}. Only {@code tryLock} and {@code release} are
 * called on it: every other operation closes it under an interrupted thread, and JUnit's time-outs interrupt.
 */
final class LockFile {
    /** Locked while the ledger is made, beyond the bytes of the ports. */
    static final int LEDGER_BYTE = 1 << 17;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final int TRIES = 10;

    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object fileKey;

    private LockFile(Path path, FileChannel channel, @Nullable Object fileKey) {
        this.path = path;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    static LockFile open(Path path) throws IOException, UnusableDirectoryException {
        for (int i = 0; i < TRIES; i++) {
            try {
                return openOrCreate(path);
            } catch (NoSuchFileException deletedMeanwhile) {
                continue;
            }
        }
        throw new UnusableDirectoryException(path + " appeared and disappeared " + TRIES
                + " times while it was opened. Nobody must delete it while tests run.");
    }

    private static LockFile openOrCreate(Path path) throws IOException, UnusableDirectoryException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            checkFile(path);
        } else {
            RegistryDirectory.createPrivateFile(path);
        }
        FileChannel channel = FileChannel.open(path, OPTIONS);
        PinnedFiles.pin(channel);
        return new LockFile(path, channel, fileKey(path));
    }

    /** Checks before the file is opened, because what is opened is never closed again. */
    static void checkFile(Path path) throws IOException, UnusableDirectoryException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new UnusableDirectoryException(
                    path + " must be a regular file, not a link or a device. Delete it; it is made anew.");
        }
        if (!RegistryDirectory.isPosix(path)) {
            return;
        }
        int uid = RegistryDirectory.unixAttribute(path, "uid");
        if (uid != RegistryDirectory.ownUid()) {
            throw new UnusableDirectoryException(path + " belongs to uid " + uid + ", but this process runs as uid "
                    + RegistryDirectory.ownUid() + ". Delete it, or choose another freeport.directory.");
        }
        int links = RegistryDirectory.unixAttribute(path, "nlink");
        if (links > 1) {
            throw new UnusableDirectoryException(
                    path + " has " + links + " hard links and must have one. Delete it; it is made anew.");
        }
    }

    /**
     * Locks one byte without waiting.
     *
     * @return the lock, or null if another process or another class loader of this JVM has it, or it cannot be told
     */
    @Nullable
    FileLock tryLock(int index) {
        try {
            return channel.tryLock(index, 1, false);
        } catch (OverlappingFileLockException | IOException busy) {
            // The former also appears for a moment although nobody in this JVM holds the byte.
            return null;
        }
    }

    /** Tells whether other JVMs, who open the file by its path, still meet this one at it. Stat, never open. */
    boolean isCurrent() {
        return channel.isOpen() && Objects.equals(fileKey, fileKey(path));
    }

    /** Returns device and inode; null where there are none (Windows, where an open file cannot be replaced). */
    static @Nullable Object fileKey(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException gone) {
            return "gone";
        }
    }
}
