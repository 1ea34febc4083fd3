package dev.freeport.registry;

import dev.freeport.owner.ProcessIdentity;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the JVMs that share port numbers with this one wrote into their journals. What cannot be read is passed over; it
 * is for explanations only.
 */
final class Journals {
    /** More than a JVM writes that holds all ports there are. */
    private static final long LONGEST = 64 << 20;

    private final List<JvmJournal> journals = new ArrayList<>();

    private Journals() {}

    /** Reads the journals of a directory; of one port, so that nothing else is kept. */
    static Journals ofPort(RegistryDirectory directory, Protocol protocol, int port) {
        return read(directory, protocol, "\t" + port + "\t");
    }

    /** Reads the journals of a directory. */
    static Journals of(RegistryDirectory directory, Protocol protocol) {
        return read(directory, protocol, "\t");
    }

    private static Journals read(RegistryDirectory directory, Protocol protocol, String wanted) {
        Journals all = new Journals();
        try {
            for (Path file : FileCalls.SYSTEM.list(directory.path(), directory.journalsOfThisNetwork() + "*.tsv")) {
                Optional<ProcessIdentity> jvm = jvmOf(file);
                if (jvm.isPresent()) {
                    all.journals.add(new JvmJournal(
                            jvm.get(), directory.isOfThesePids(file), lastEntries(file, protocol, wanted)));
                }
            }
        } catch (IOException unreadable) {
            return all;
        }
        return all;
    }

    /** Returns who has reserved a port and not released it. */
    Optional<PortHolder> holder(int port) {
        return Optional.ofNullable(holders().get(port));
    }

    /** Returns who has reserved which ports and not released them. */
    SortedMap<Integer, PortHolder> holders() {
        SortedMap<Integer, PortHolder> holders = new TreeMap<>();
        for (JvmJournal journal : journals) {
            if (journal.samePids && journal.jvm.mayBeRunning()) {
                for (JournalEntry entry : journal.lastByPort.values()) {
                    if (entry.event() == JournalEntry.Event.RESERVED) {
                        holders.put(
                                entry.port(),
                                new PortHolder(journal.jvm.pid(), entry.purpose(), entry.at(), Optional.empty()));
                    }
                }
            }
        }
        return holders;
    }

    /** Returns who had a port most recently and has it no longer: released it, or ended. */
    Optional<PreviousHolder> previousHolder(int port) {
        PreviousHolder latest = null;
        for (JvmJournal journal : journals) {
            JournalEntry entry = journal.lastByPort.get(port);
            if (entry != null) {
                boolean released = entry.event() != JournalEntry.Event.RESERVED;
                boolean ended = journal.samePids && !journal.jvm.mayBeRunning();
                if ((released || ended) && (latest == null || entry.at().isAfter(latest.at()))) {
                    latest = new PreviousHolder(journal.jvm.pid(), entry.purpose(), entry.at(), released);
                }
            }
        }
        return Optional.ofNullable(latest);
    }

    /** Returns the JVM that writes a journal of this name; nothing for other names. */
    static Optional<ProcessIdentity> jvmOf(Path journal) {
        String name = journal.getFileName().toString();
        String[] parts = name.split("[-.]");
        if (!name.startsWith(RegistryDirectory.JOURNALS) || parts.length < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(parts[parts.length - 3]), Long.parseLong(parts[parts.length - 2])));
        } catch (NumberFormatException foreignFile) {
            return Optional.empty();
        }
    }

    private static Map<Integer, JournalEntry> lastEntries(Path journal, Protocol protocol, String wanted) {
        Map<Integer, JournalEntry> last = new HashMap<>();
        if (!isReadable(journal)) {
            return last;
        }
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new LineLimit(new FileInputStream(journal.toFile())), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(wanted)) {
                    note(line, protocol, last);
                }
            }
        } catch (IOException unreadable) {
            return last;
        }
        return last;
    }

    /** Tells whether reading a file comes to an end: a pipe may have none, nor a link to a device. */
    private static boolean isReadable(Path journal) {
        try {
            BasicFileAttributes facts = FileCalls.SYSTEM.stat(journal);
            return facts != null && facts.isRegularFile() && facts.size() <= LONGEST;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void note(String line, Protocol protocol, Map<Integer, JournalEntry> last) {
        try {
            JournalEntry entry = JournalEntry.parse(line);
            boolean changesHands =
                    entry.event() == JournalEntry.Event.RESERVED || entry.event() == JournalEntry.Event.RELEASED;
            if (changesHands && entry.protocols().contains(protocol)) {
                last.put(entry.port(), entry);
            }
        } catch (IllegalArgumentException garbage) {
            return;
        }
    }

    private record JvmJournal(ProcessIdentity jvm, boolean samePids, Map<Integer, JournalEntry> lastByPort) {}
}
