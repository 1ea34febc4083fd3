package dev.freeport.registry;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Deletes what nobody needs any more: journals of JVMs that ended, and ledgers of namespaces long unused. */
final class OldFiles {
    private static final long PRUNED_EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final long JOURNALS_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long LEDGERS_KEPT_MILLIS = TimeUnit.DAYS.toMillis(7);

    private OldFiles() {}

    /** Deletes old files, unless that was done a short while ago. */
    static void prune(RegistryDirectory directory) {
        File marker = directory.path().resolve("pruned").toFile();
        long now = System.currentTimeMillis();
        if (Math.abs(now - marker.lastModified()) < PRUNED_EVERY_MILLIS) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.path())) {
            new FileOutputStream(marker).close();
            for (Path file : files) {
                if (isOld(file, directory, now - file.toFile().lastModified())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException tryAgainNextTime) {
            return;
        }
    }

    private static boolean isOld(Path file, RegistryDirectory directory, long age) {
        String name = file.getFileName().toString();
        if (name.startsWith("journal-")) {
            return age > JOURNALS_KEPT_MILLIS && !JournalEntry.jvmOf(file).mayBeRunning();
        }
        // a JVM that still has one mapped would notice and make another
        return name.startsWith("ledger-") && age > LEDGERS_KEPT_MILLIS && !file.equals(directory.ledger());
    }
}
