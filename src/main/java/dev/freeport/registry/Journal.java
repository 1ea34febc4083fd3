package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.warning.Warnings;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM did with ports, a line an event, for the explanations of others. Never needed for safety: if it cannot be
 * written, a warning says so and the port is reserved all the same.
 */
final class Journal {
    private static final long LONGEST = 1 << 20;
    private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(1);
    private static final long PRUNED_EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final File file;
    private @Nullable FileOutputStream out;
    private long length;

    private Journal(File file, @Nullable FileOutputStream out) {
        this.file = file;
        this.out = out;
        this.length = file.length();
    }

    static Journal open(RegistryDirectory directory) {
        File file = directory.journal(ProcessIdentity.current()).toFile();
        prune(directory.path());
        try {
            RegistryDirectory.createPrivateFile(file.toPath());
            return new Journal(file, new FileOutputStream(file, true));
        } catch (IOException e) {
            Warnings.say("No journal: " + e.getMessage() + "; other JVMs will not know what this one holds.");
            return new Journal(file, null);
        }
    }

    static String fileName(ProcessIdentity jvm) {
        return "journal-" + jvm.pid() + "-" + jvm.startTicks() + ".tsv";
    }

    synchronized void write(JournalEntry entry, Collection<Reservation> claims) {
        FileOutputStream current = out;
        if (current == null) {
            return;
        }
        try {
            if (length > LONGEST) {
                current.close();
                current = new FileOutputStream(file);
                out = current;
                length = 0;
                for (Reservation claim : claims) {
                    if (claim.isGranted()) {
                        append(current, claim.entry(JournalEntry.Event.RESERVED));
                    }
                }
            }
            append(current, entry);
        } catch (IOException e) {
            out = null;
            Warnings.say("The journal " + file + " ends here: " + e.getMessage());
        }
    }

    private void append(FileOutputStream current, JournalEntry entry) throws IOException {
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        current.write(line);
        length += line.length;
    }

    /** Deletes, once an hour, journals of JVMs that ended over a day ago. */
    private static void prune(Path directory) {
        File marker = directory.resolve("journals-pruned").toFile();
        long now = System.currentTimeMillis();
        if (Math.abs(now - marker.lastModified()) < PRUNED_EVERY_MILLIS) {
            return;
        }
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "journal-*.tsv")) {
            new FileOutputStream(marker).close();
            for (Path journal : journals) {
                long age = now - journal.toFile().lastModified();
                if (age > KEPT_MILLIS && !JournalEntry.jvmOf(journal).mayBeRunning()) {
                    Files.deleteIfExists(journal);
                }
            }
        } catch (IOException | DirectoryIteratorException tryAgainNextTime) {
            return;
        }
    }
}
