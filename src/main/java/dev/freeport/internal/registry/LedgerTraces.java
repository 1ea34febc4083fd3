package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the ledgers of a directory show of the past: a word of zeros is that of a port that was never reserved. */
final class LedgerTraces {
    private LedgerTraces() {}

    /**
     * Tells whether a port may have been reserved by JVMs that share port numbers with this one: unless there are ledgers,
     * and none of them has a trace. The ledger in which this JVM locks words is asked of the registry that has it open, else
     * of a file that stays open: to close another descriptor of it would drop the lock of a word that a thread is changing,
     * perhaps one of another class loader.
     */
    static boolean mayExist(
            RegistryDirectory directory,
            @Nullable PortRegistry registry,
            Protocol protocol,
            int port,
            FileCalls calls) {
        PortRegistry open = registry != null && registry.hasCurrentFiles() ? registry : null;
        boolean found = false;
        try {
            for (Path ledger : calls.list(directory.path(), directory.ledgersOfThisNetwork() + "*")) {
                found = true;
                if (isReserved(ledger, directory, open, protocol, port)) {
                    return true;
                }
            }
        } catch (IOException unreadable) {
            return true;
        }
        return !found;
    }

    private static boolean isReserved(
            Path ledger, RegistryDirectory directory, @Nullable PortRegistry open, Protocol protocol, int port)
            throws IOException {
        if (!ledger.equals(directory.ledger()) || !FileCalls.isPosix(ledger)) {
            return isInUse(ledger, PortFileLock.slot(protocol, port));
        }
        return open != null
                ? open.mayHaveBeenReserved(protocol, port)
                : UnclosedLedger.of(ledger).isInUse(PortFileLock.slot(protocol, port));
    }

    /** Reads one of another pid namespace, in which no thread of this JVM locks a word; or any on Windows, where locks stay. */
    private static boolean isInUse(Path ledger, int slot) throws IOException {
        try (InputStream in = new FileInputStream(ledger.toFile())) {
            in.skipNBytes(Ledger.position(slot));
            byte[] word = in.readNBytes(Long.BYTES);
            return word.length < Long.BYTES || !LedgerWord.of(word).equals(LedgerWord.FREE);
        }
    }
}
