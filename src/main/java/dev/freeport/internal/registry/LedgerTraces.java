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
     * and none of them has a trace. Asks the registry that has a ledger open: to close another descriptor of the file would
     * drop the lock of a word that is being changed.
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
                boolean isReserved = open != null && ledger.equals(directory.ledger())
                        ? open.mayHaveBeenReserved(protocol, port)
                        : isInUse(ledger, PortFileLock.slot(protocol, port));
                if (isReserved) {
                    return true;
                }
            }
        } catch (IOException unreadable) {
            return true;
        }
        return !found;
    }

    private static boolean isInUse(Path ledger, int slot) throws IOException {
        try (InputStream in = new FileInputStream(ledger.toFile())) {
            in.skipNBytes(Ledger.position(slot));
            byte[] word = in.readNBytes(Long.BYTES);
            return word.length < Long.BYTES || !LedgerWord.of(word).equals(LedgerWord.FREE);
        }
    }
}
