package dev.freeport.registry;

import java.io.IOException;
import java.nio.file.Path;

/** The files over which JVMs agree, as they are open now. */
record RegistryFiles(LockFile locks, Ledger ledger, Journal journal, RegistryDirectory directory, SystemCalls calls) {

    /**
     * Opens the files of a directory, and makes what is not there.
     *
     * @param label how to call the directory in a message
     */
    static RegistryFiles open(Path path, String label, SystemCalls calls) throws UnusableDirectoryException {
        RegistryDirectory directory = RegistryDirectory.prepare(path, label, calls.files());
        try {
            LockFile locks = LockFile.open(directory.lockFile(), calls.files());
            Ledger ledger = Ledger.open(directory.ledger(), calls);
            OldFiles.prune(directory, calls);
            return new RegistryFiles(locks, ledger, Journal.open(directory, calls), directory, calls);
        } catch (IOException e) {
            throw new UnusableDirectoryException(label + " (" + directory.path() + ") cannot be used: " + e
                    + ". It must be on a local disk with some room to spare, where this user may make files.");
        }
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
