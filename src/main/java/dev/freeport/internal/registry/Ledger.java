package dev.freeport.internal.registry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file with a word for each port and protocol. It refuses the port of a living process even if that process has lost
 * its lock, and keeps a port from being used again too early.
 *
 * <p>A word is read and written under a lock of its own, in this file and only for that moment, so that of two processes
 * one comes first. These locks lie behind the words: on Windows no other process can read or write what is locked. The file is
 * not mapped into memory: a compare-and-set on a mapping whose end was cut off ends the JVM (SIGBUS); HotSpot
 * survives it for plain reads and writes only.
 *
 * <p>It stays open until it was replaced, see {@link PinnedChannels}: a collected one would be closed, and drop the lock of a
 * word that another class loader of this JVM is changing.
 *
 * <p>Where the file cannot be read or written, it grants every port, and the other guards decide. Safe for use by several
 * threads.
 */
final class Ledger {
    enum Answer {
        GRANTED(null),
        RESERVED(Refusal.RESERVED),
        COOLING(Refusal.COOLING),
        /** Another process is changing the word at this moment. */
        BUSY(Refusal.LOOKED_AT),
        /** The file cannot be read or written; the other guards decide. */
        UNUSABLE(null);

        private final @Nullable Refusal refusal;

        Answer(@Nullable Refusal refusal) {
            this.refusal = refusal;
        }

        @Nullable
        Refusal refusal() {
            return refusal;
        }
    }

    static final Duration LONGEST_COOL_DOWN = Duration.ofHours(1);

    private static final long BYTES = 2L * 65536 * Long.BYTES;
    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = 50_000;

    private final Path path;
    private final RandomAccessFile file;
    private final @Nullable Object fileKey;
    private final SystemCalls calls;
    private final LedgerWord own;
    private final byte[] bytes = new byte[Long.BYTES];
    private final Thread pin;

    private Ledger(Path path, RandomAccessFile file, @Nullable Object fileKey, SystemCalls calls) {
        this.path = path;
        this.file = file;
        this.fileKey = fileKey;
        this.calls = calls;
        this.own = LedgerWord.reservedBy(calls.processes().current());
        this.pin = PinnedChannels.pin(file.getChannel());
    }

    /** Opens the file, and creates it if it is not there. Fails if it was deleted as soon as it was created. */
    static Ledger open(Path path, SystemCalls calls) throws IOException, UnusableDirectoryException {
        FileCalls files = calls.files();
        files.createFile(path);
        BasicFileAttributes facts = LockFile.factsOf(path, files);
        LockFile.check(path, facts, files);
        RandomAccessFile file = files.openForWords(path);
        boolean complete = false;
        try {
            // so that it shows when it is cut off; it takes no space on the disk
            files.extend(file, BYTES);
            Ledger ledger = new Ledger(path, file, facts.fileKey(), calls);
            complete = true;
            return ledger;
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    /** Reserves a slot; if relaxed, also one that cools down, as one does whose owner is found to have ended. */
    Answer reserve(int slot, boolean relaxed, Duration coolDown) {
        Answer answer = reserveNow(slot, relaxed, coolDown);
        for (int i = 1; i < TRIES && answer == Answer.BUSY; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = reserveNow(slot, relaxed, coolDown);
        }
        return answer;
    }

    /** Enters a slot of this JVM into a file that may lack it. */
    Answer enter(int slot) {
        if (isOwn(slot)) {
            return Answer.GRANTED;
        }
        Answer answer = Answer.BUSY;
        for (int i = 0; i < TRIES && answer == Answer.BUSY; i++) {
            answer = reserve(slot, true, Duration.ZERO);
        }
        return answer;
    }

    synchronized boolean isOwn(int slot) {
        try {
            return read(slot).isSameAs(own);
        } catch (IOException unusable) {
            return false;
        }
    }

    private synchronized Answer reserveNow(int slot, boolean relaxed, Duration coolDown) {
        try {
            FileLock lock = calls.files().tryLock(file.getChannel(), lockOf(slot), 1);
            if (lock == null) {
                return Answer.BUSY;
            }
            try {
                return reserveLocked(slot, relaxed, coolDown);
            } finally {
                LockFile.unlock(lock, calls.files());
            }
        } catch (IOException unusable) {
            return Answer.UNUSABLE;
        }
    }

    private Answer reserveLocked(int slot, boolean relaxed, Duration coolDown) throws IOException {
        LedgerWord word = read(slot);
        if (word.isReserved()) {
            if (word.isSameAs(own) || calls.processes().mayBeRunning(word.owner())) {
                return Answer.RESERVED;
            }
            word = LedgerWord.cooling(coolDown);
            write(slot, word);
        }
        if (!relaxed && word.coolingMillis() > 0) {
            return Answer.COOLING;
        }
        write(slot, own);
        return Answer.GRANTED;
    }

    /** Returns how long a port still cools down, in milliseconds; 0 if it does not. */
    synchronized long coolingMillis(int slot) {
        try {
            return read(slot).coolingMillis();
        } catch (IOException unknown) {
            return 0;
        }
    }

    /** Tells whether a slot may have been reserved since the file was created: unless it was certainly not. */
    synchronized boolean mayHaveBeenReserved(int slot) {
        try {
            return !read(slot).equals(LedgerWord.FREE);
        } catch (IOException unknown) {
            return true;
        }
    }

    synchronized boolean isReserved(int slot) {
        try {
            LedgerWord word = read(slot);
            return word.isReserved() && calls.processes().mayBeRunning(word.owner());
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Releases a slot that this JVM has reserved here, for use after the cool-down. Needs no lock and does not read the word:
     * no other process changes it while its owner lives.
     */
    synchronized void release(int slot, Duration coolDown) {
        // even without a cool-down: the word shows later that the port was reserved once
        LedgerWord next = LedgerWord.cooling(coolDown);
        for (int i = 0; i < LockFile.UNLOCKING_TRIES; i++) {
            try {
                write(slot, next);
                return;
            } catch (IOException | RuntimeException | Error perhapsOnlyOnce) {
                continue;
            }
        }
    }

    /** Tells whether other JVMs still meet this one at this file, and none of it is lost. Stat, never open. */
    boolean isCurrent() {
        try {
            BasicFileAttributes now = calls.files().stat(path);
            return now != null && now.size() >= BYTES && Objects.equals(fileKey, now.fileKey());
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Tells whether two have the same file open, so that to close one would drop the locks of this JVM on both. */
    boolean isSameFileAs(Ledger other) {
        return fileKey != null && fileKey.equals(other.fileKey);
    }

    void retire() {
        PinnedChannels.unpin(pin);
        try {
            calls.files().close(file);
        } catch (IOException | RuntimeException | Error closedNevertheless) {
            // close(2): the descriptor is released whatever it returns
        }
    }

    private LedgerWord read(int slot) throws IOException {
        calls.files().read(file, position(slot), bytes);
        return LedgerWord.of(bytes);
    }

    private void write(int slot, LedgerWord word) throws IOException {
        word.into(bytes);
        calls.files().write(file, position(slot), bytes);
    }

    /** Returns the byte that is locked while a word changes. */
    static long lockOf(int slot) {
        return BYTES + slot;
    }

    static long position(int slot) {
        return (long) slot * Long.BYTES;
    }
}
