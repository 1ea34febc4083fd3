package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Something a JVM did with a port.
 *
 * @param at when
 * @param event what
 * @param port the port, 1 to 65535
 * @param purpose for what the port was reserved, such as a test's name
 */
record JournalEntry(Instant at, Event event, int port, String purpose) {
    enum Event {
        RESERVED,
        RELEASED
    }

    JournalEntry {
        purpose = purpose.replaceAll("\\p{Cntrl}", " ");
    }

    String line() {
        return at.toEpochMilli() + "\t" + event + "\t" + port + "\t" + purpose + "\n";
    }

    /** Returns the JVM that writes a journal of this name; one that never existed for other names. */
    static ProcessIdentity jvmOf(Path journal) {
        String[] parts = journal.getFileName().toString().split("[-.]");
        try {
            return new ProcessIdentity(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        } catch (IndexOutOfBoundsException | NumberFormatException foreignFile) {
            return new ProcessIdentity(0, 0);
        }
    }

    /** Finds in the journals of living JVMs who has reserved a port and not released it. */
    static Optional<PortHolder> findHolder(Path directory, int port) {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "journal-*.tsv")) {
            for (Path journal : journals) {
                ProcessIdentity jvm = jvmOf(journal);
                Optional<JournalEntry> last = lastOf(journal, port);
                if (last.isPresent() && last.get().event == Event.RESERVED && jvm.mayBeRunning()) {
                    return Optional.of(new PortHolder(jvm.pid(), last.get().purpose, last.get().at, Optional.empty()));
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<JournalEntry> lastOf(Path journal, int port) throws IOException {
        JournalEntry last = null;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new FileInputStream(journal.toFile()), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t", 4);
                if (fields.length == 4 && fields[2].equals(Integer.toString(port))) {
                    last = parse(fields, port);
                }
            }
        } catch (IllegalArgumentException garbage) {
            return Optional.empty();
        }
        return Optional.ofNullable(last);
    }

    private static JournalEntry parse(String[] fields, int port) {
        return new JournalEntry(
                Instant.ofEpochMilli(Long.parseLong(fields[0])), Event.valueOf(fields[1]), port, fields[3]);
    }
}
