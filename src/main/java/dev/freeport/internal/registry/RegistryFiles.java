package dev.freeport.internal.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files over which JVMs agree, as they are open now. */
record RegistryFiles(LockFile locks, Ledger ledger, Journal journal, RegistryDirectory directory, SystemCalls calls) {
    private static final int TRIES = 10;
    private static final String NEEDS =
            "It must be on a local disk with some room to spare, where this user may make files.";

    /**
     * Opens the files of a directory, and makes what is not there.
     *
     * @param label how to call the directory in a message
     */
    static RegistryFiles open(Path path, String label, SystemCalls calls) throws UnusableDirectoryException {
        String what = label + " (" + path.toAbsolutePath().normalize() + ") cannot be used: ";
        IOException last = null;
        for (int i = 0; i < TRIES; i++) {
            RegistryDirectory directory = RegistryDirectory.prepare(path, label, calls.files());
            try {
                return open(directory, calls);
            } catch (NoSuchFileException | FileNotFoundException deletedMeanwhile) {
                last = deletedMeanwhile;
            } catch (IOException e) {
                throw new UnusableDirectoryException(what + e + ". " + NEEDS);
            }
        }
        throw new UnusableDirectoryException(
                what + "no file can be made there, or it is gone as soon as it is made (" + last + "). " + NEEDS);
    }

    private static RegistryFiles open(RegistryDirectory directory, SystemCalls calls)
            throws IOException, UnusableDirectoryException {
        LockFile locks = LockFile.open(directory.lockFile(), calls.files());
        Ledger ledger = Ledger.open(directory.ledger(), calls);
        FilePruner.prune(directory, calls);
        return new RegistryFiles(locks, ledger, Journal.open(directory, calls), directory, calls);
    }

    /** Tells whether other JVMs, who come by path, still meet this one at these files. */
    boolean areCurrent() {
        return locks.isCurrent() && ledger.isCurrent();
    }

    /** Closes those files that {@code renewed} has replaced. */
    void retire(RegistryFiles renewed) {
        ledger.retire();
        journal.retire();
        if (locks != renewed.locks) {
            locks.retire();
        }
    }
}
