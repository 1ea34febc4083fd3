package dev.freeport.internal.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** The files over which JVMs agree, as they are open now. */
record RegistryFiles(LockFile locks, Ledger ledger, Journal journal, RegistryDirectory directory, SystemCalls calls) {
    private static final int TRIES = 10;
    private static final long PAUSE_NANOS = 200_000;
    private static final String NEEDS =
            "It must be on a local disk with some free space, where this user may create files.";

    /** Opens the files of a directory, called label in messages; tries again if it is deleted at this moment. */
    static RegistryFiles open(Path path, String label, SystemCalls calls) throws UnusableDirectoryException {
        String what = label + " (" + path.toAbsolutePath().normalize() + ") cannot be used: ";
        Exception last = null;
        for (int i = 0; i < TRIES; i++) {
            LockSupport.parkNanos(i * PAUSE_NANOS);
            try {
                return open(RegistryDirectory.prepare(path, label, calls.files()), calls);
            } catch (NoSuchFileException | FileNotFoundException deleted) {
                last = deleted;
            } catch (UnusableDirectoryException unusable) {
                if (!unusable.mayPass() || i == TRIES - 1) {
                    throw unusable;
                }
            } catch (IOException e) {
                throw new UnusableDirectoryException(what + e + ". " + NEEDS);
            }
        }
        throw new UnusableDirectoryException(
                what + "no file can be created there, or it is deleted at once (" + last + "). " + NEEDS);
    }

    private static RegistryFiles open(RegistryDirectory directory, SystemCalls calls)
            throws IOException, UnusableDirectoryException {
        LockFile locks = LockFile.open(directory.lockFile(), calls.files());
        Ledger ledger = Ledger.open(directory.ledger(), calls);
        FilePruner.prune(directory, calls);
        return new RegistryFiles(locks, ledger, Journal.open(directory, calls), directory, calls);
    }

    /** Tells whether other JVMs, which open the files by path, still meet this one at them. */
    boolean areCurrent() {
        return locks.isCurrent() && ledger.isCurrent();
    }

    /** Closes those files that {@code renewed} has replaced. A ledger that is still there stays open, as others may lock in it. */
    void retire(RegistryFiles renewed) {
        if (!ledger.isSameFileAs(renewed.ledger)) {
            ledger.retire();
        }
        journal.retire();
        if (locks != renewed.locks) {
            locks.retire();
        }
    }
}
