package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import dev.freeport.internal.registry.EndedJournals.EndedJournal;
import dev.freeport.stack.Protocol;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the JVMs that share port numbers with this one wrote into their journals, as far as it can be read. */
final class Journals {
    /** More than a JVM writes that holds all ports there are. */
    private static final long LONGEST = 64 << 20;

    /** Journals begin anew beyond that, so that nearly all are read at once. */
    private static final int SHORT = 2 << 20;

    private final RegistryDirectory directory;
    private final Protocol protocol;
    private final String wanted;
    private final FileCalls calls;
    private final List<JvmJournal> journals = new ArrayList<>();
    private final EndedJournals ended = new EndedJournals();

    private Journals(RegistryDirectory directory, Protocol protocol, String wanted, FileCalls calls) {
        this.directory = directory;
        this.protocol = protocol;
        this.wanted = wanted;
        this.calls = calls;
    }

    /** Reads the journals of a directory; of one port, so that nothing else is kept. */
    static Journals ofPort(RegistryDirectory directory, Protocol protocol, int port) {
        return ofPort(directory, protocol, port, FileCalls.SYSTEM);
    }

    static Journals ofPort(RegistryDirectory directory, Protocol protocol, int port, FileCalls calls) {
        return new Journals(directory, protocol, "\t" + port + "\t", calls).read();
    }

    static Journals of(RegistryDirectory directory, Protocol protocol) {
        return new Journals(directory, protocol, "\t", FileCalls.SYSTEM).read();
    }

    /** Reads those of JVMs that run, and lists the others. */
    private Journals read() {
        Predicate<ProcessIdentity> running = ProcessIdentity.running();
        try {
            for (Path file : calls.list(directory.path(), directory.journalsOfThisNetwork() + "*.tsv")) {
                Optional<ProcessIdentity> jvm = jvmOf(file);
                if (jvm.isPresent() && directory.isOfThesePids(file) && running.test(jvm.get())) {
                    journals.add(read(file, jvm.get(), EndedJournals.factsOf(file, calls)));
                } else if (jvm.isPresent()) {
                    ended.add(file, jvm.get());
                }
            }
        } catch (IOException unreadable) {
            return this;
        }
        return this;
    }

    Optional<PortHolder> holder(int port) {
        return Optional.ofNullable(holders().get(port));
    }

    SortedMap<Integer, PortHolder> holders() {
        SortedMap<Integer, PortHolder> holders = new TreeMap<>();
        for (JvmJournal journal : journals) {
            if (journal.samePids && journal.jvm.mayBeRunning()) {
                for (JournalEntry entry : journal.lastByPort.values()) {
                    if (entry.event() == JournalEntry.Event.RESERVED) {
                        holders.put(
                                entry.port(),
                                new PortHolder(
                                        journal.jvm.pid(),
                                        entry.purpose(),
                                        entry.at(),
                                        Optional.empty(),
                                        PortUse.of(entry.detail())));
                    }
                }
            }
        }
        return holders;
    }

    /**
     * Returns the JVM that reserved a port most recently and then released it, or ended. Reads journals of JVMs that have ended,
     * until none of the others can tell of a later time.
     */
    Optional<PreviousHolder> previousHolder(int port) {
        PreviousHolder latest = null;
        for (JvmJournal journal : journals) {
            latest = later(latest, journal.previousHolder(port));
        }
        for (EndedJournal journal : ended.latest(calls)) {
            if (latest != null && latest.at().isAfter(journal.lastWritten())) {
                break;
            }
            latest = later(
                    latest, read(journal.path(), journal.jvm(), journal.facts()).previousHolder(port));
        }
        return Optional.ofNullable(latest);
    }

    private static @Nullable PreviousHolder later(@Nullable PreviousHolder one, @Nullable PreviousHolder other) {
        return one == null || other != null && other.at().isAfter(one.at()) ? other : one;
    }

    /** Returns the JVM that writes a journal of this name; nothing for other names. */
    static Optional<ProcessIdentity> jvmOf(Path journal) {
        String name = journal.getFileName().toString();
        int end = lastSeparator(name, name.length());
        int start = lastSeparator(name, end);
        int pid = lastSeparator(name, start);
        if (!name.startsWith(RegistryDirectory.JOURNALS) || pid < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(name.substring(pid + 1, start)), Long.parseLong(name.substring(start + 1, end))));
        } catch (NumberFormatException foreignFile) {
            return Optional.empty();
        }
    }

    private static int lastSeparator(String name, int end) {
        return Math.max(name.lastIndexOf('-', end - 1), name.lastIndexOf('.', end - 1));
    }

    private JvmJournal read(Path file, ProcessIdentity jvm, @Nullable BasicFileAttributes facts) {
        return new JvmJournal(jvm, directory.isOfThesePids(file), isReadable(facts) ? lastEntries(file) : Map.of());
    }

    private Map<Integer, JournalEntry> lastEntries(Path journal) {
        Map<Integer, JournalEntry> last = new HashMap<>();
        try (InputStream in = new FileInputStream(journal.toFile());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new LineLimit(new SequenceInputStream(begin(in, wanted), in)), StandardCharsets.UTF_8))) {
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

    /** Reads the beginning of a file, mostly all of it; returns nothing of a whole file that lacks a text. */
    private static InputStream begin(InputStream in, String wanted) throws IOException {
        byte[] bytes = in.readNBytes(SHORT);
        boolean useless = bytes.length < SHORT && !new String(bytes, StandardCharsets.ISO_8859_1).contains(wanted);
        return useless ? InputStream.nullInputStream() : new ByteArrayInputStream(bytes);
    }

    /** Tells whether reading a file comes to an end: a pipe may have none, nor a link to a device. */
    private static boolean isReadable(@Nullable BasicFileAttributes facts) {
        return facts != null && facts.isRegularFile() && facts.size() <= LONGEST;
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

    private record JvmJournal(ProcessIdentity jvm, boolean samePids, Map<Integer, JournalEntry> lastByPort) {
        @Nullable
        PreviousHolder previousHolder(int port) {
            JournalEntry entry = lastByPort.get(port);
            if (entry == null) {
                return null;
            }
            boolean released = entry.event() != JournalEntry.Event.RESERVED;
            boolean ended = samePids && !jvm.mayBeRunning();
            return released || ended ? new PreviousHolder(jvm.pid(), entry.purpose(), entry.at(), released) : null;
        }
    }
}
