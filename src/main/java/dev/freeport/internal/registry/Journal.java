package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.text.Warnings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM did with ports, a line an event, for the diagnoses of others. Never needed for a port: whatever fails here, a
 * warning says so and the port is reserved. Safe for use by several threads.
 */
final class Journal {
    private static final long LONGEST = 1 << 20;

    private final Path path;
    private final FileCalls calls;
    private final ProcessIdentity jvm;
    private @Nullable FileOutputStream out;
    private long length;
    private long limit = LONGEST;
    private boolean resting;

    private Journal(Path path, SystemCalls calls, @Nullable FileOutputStream out) {
        this.path = path;
        this.calls = calls.files();
        this.jvm = calls.processes().current();
        this.out = out;
        this.length = path.toFile().length();
    }

    static Journal open(RegistryDirectory directory, SystemCalls calls) {
        Path path = directory.journal(calls.processes().current());
        try {
            return new Journal(path, calls, open(path, calls.files()));
        } catch (IOException | UnusableDirectoryException | RuntimeException | Error e) {
            Warnings.say("No journal: " + reason(e) + "; other JVMs will not know what this one holds.");
            return new Journal(path, calls, null);
        }
    }

    private static FileOutputStream open(Path path, FileCalls calls) throws IOException, UnusableDirectoryException {
        calls.createFile(path);
        LockFile.check(path, LockFile.factsOf(path, calls), calls);
        return calls.openToAppend(path);
    }

    private static String reason(Throwable e) {
        return e instanceof RuntimeException || e instanceof Error ? e.toString() : String.valueOf(e.getMessage());
    }

    /** Writes an event; {@code held} are the reservations of this JVM, in case the journal starts again. */
    synchronized void write(JournalEntry entry, Collection<Reservation> held) {
        FileOutputStream current = resting ? wake() : out;
        if (current == null) {
            return;
        }
        try {
            if (length > limit) {
                beginAnew(current, held);
            }
            append(current, entry);
        } catch (IOException | UnusableDirectoryException | RuntimeException | Error e) {
            end(e);
            close(current);
        }
    }

    private void end(Throwable failure) {
        out = null;
        Warnings.say("The journal " + path + " ends here: " + reason(failure));
    }

    /** Writes what is held to the beginning of the emptied file, and lets it get twice as long as that. */
    private void beginAnew(FileOutputStream current, Collection<Reservation> held)
            throws IOException, UnusableDirectoryException {
        LockFile.check(path, LockFile.factsOf(path, calls), calls);
        calls.truncate(path);
        length = 0;
        for (Reservation reservation : held) {
            if (reservation.isGranted()) {
                append(current, reservation.entry(JournalEntry.Event.RESERVED, ""));
            }
        }
        limit = Math.max(LONGEST, 2 * length);
    }

    private void append(FileOutputStream current, JournalEntry entry) throws IOException {
        byte[] line = entry.line(jvm).getBytes(StandardCharsets.UTF_8);
        calls.append(current, line);
        length += line.length;
    }

    /** Closes the file until there is something to write again. An empty one is deleted. */
    synchronized void rest() {
        if (out == null) {
            return;
        }
        retire();
        resting = true;
        if (length == 0) {
            try {
                calls.delete(path);
            } catch (IOException | RuntimeException | Error stays) {
                return;
            }
        }
    }

    private @Nullable FileOutputStream wake() {
        resting = false;
        try {
            out = open(path, calls);
        } catch (IOException | UnusableDirectoryException | RuntimeException | Error e) {
            end(e);
        }
        return out;
    }

    /** Closes the file. What is written later is lost. */
    synchronized void retire() {
        FileOutputStream current = out;
        out = null;
        resting = false;
        if (current != null) {
            close(current);
        }
    }

    private void close(FileOutputStream current) {
        try {
            calls.close(current);
        } catch (IOException | RuntimeException | Error closedNevertheless) {
            // close(2): the descriptor is released whatever it returns
        }
    }
}
