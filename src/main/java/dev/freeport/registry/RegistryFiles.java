package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;

/** The files over which JVMs agree, as they are open now. */
record RegistryFiles(LockFile locks, Ledger ledger, Journal journal, Path directory) {

    static RegistryFiles open(RegistryDirectory directory) throws IOException, UnusableDirectoryException {
        LockFile locks = LockFile.open(directory.lockFile());
        Ledger ledger = Ledger.open(directory.ledger(), locks, ProcessIdentity.current());
        OldFiles.prune(directory);
        return new RegistryFiles(locks, ledger, Journal.open(directory), directory.path());
    }

    /** Tells whether other JVMs, who come by path, still meet this one at these files. */
    boolean areCurrent() {
        return locks.isCurrent() && ledger.isCurrent();
    }
}
