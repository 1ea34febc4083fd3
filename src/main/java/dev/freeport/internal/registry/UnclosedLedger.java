package dev.freeport.internal.registry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is only read, by a JVM whose other class loaders may lock words in it: so it is not closed before it was
 * replaced, see {@link PinnedChannels}. One for each directory whose ports are explained. Safe for use by several threads.
 */
final class UnclosedLedger {
    private static final Map<Path, UnclosedLedger> OPEN = new ConcurrentHashMap<>();

    private final RandomAccessFile file;
    private final @Nullable Object fileKey;
    private final Thread pin;

    private UnclosedLedger(RandomAccessFile file, @Nullable Object fileKey) {
        this.file = file;
        this.fileKey = fileKey;
        this.pin = PinnedChannels.pin(file.getChannel());
    }

    /** Opens a ledger, or returns it if it is open already. Throws if it is no file. */
    static synchronized UnclosedLedger of(Path path) throws IOException {
        BasicFileAttributes facts = LockFile.factsOf(path, FileCalls.SYSTEM);
        if (!facts.isRegularFile()) {
            throw new IOException(path + " is not a regular file");
        }
        UnclosedLedger open = OPEN.get(path);
        if (open != null && Objects.equals(open.fileKey, facts.fileKey())) {
            return open;
        }
        UnclosedLedger opened = new UnclosedLedger(new RandomAccessFile(path.toFile(), "r"), facts.fileKey());
        OPEN.put(path, opened);
        if (open != null) {
            open.retire();
        }
        return opened;
    }

    /** Tells whether a slot may have been reserved since the file was created: unless its word is one of zeros. */
    synchronized boolean isInUse(int slot) throws IOException {
        long position = Ledger.position(slot);
        if (file.length() < position + Long.BYTES) {
            return true;
        }
        byte[] word = new byte[Long.BYTES];
        file.seek(position);
        file.readFully(word);
        return !LedgerWord.of(word).equals(LedgerWord.FREE);
    }

    private synchronized void retire() throws IOException {
        PinnedChannels.unpin(pin);
        file.close();
    }
}
