package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.warning.Warnings;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM did with ports, a line an event, for the explanations of others. Never needed for safety: if it cannot be
 * written, a warning says so and the port is reserved all the same.
 */
final class Journal {
    private static final long LONGEST = 1 << 20;

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
}
