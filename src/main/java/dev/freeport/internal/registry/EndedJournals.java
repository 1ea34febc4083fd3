package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journals of JVMs that have ended. A directory may have those of thousands, so a diagnosis reads a bounded part of them: it
 * must not become slower with their number.
 */
final class EndedJournals {
    /** Of so many JVMs, those that started last, the file is asked for its size and the time of its last line. */
    private static final int MOST_ASKED = 256;

    private static final int MOST_READ = 64;

    /** The journal of a JVM with a few tests has a few kilobytes, that of one with thousands of tests a megabyte. */
    private static final long MOST_BYTES_READ = 2 << 20;

    private final List<Named> all = new ArrayList<>();

    void add(Path path, ProcessIdentity jvm) {
        all.add(new Named(path, jvm));
    }

    /** Returns those that are worth reading, the one with the latest line first. */
    List<EndedJournal> latest(FileCalls calls) {
        all.sort(Comparator.comparingLong(journal -> -journal.jvm.startTicks()));
        List<EndedJournal> asked = new ArrayList<>();
        for (Named journal : all.subList(0, Math.min(all.size(), MOST_ASKED))) {
            BasicFileAttributes facts = factsOf(journal.path, calls);
            if (facts != null) {
                asked.add(new EndedJournal(journal.path, journal.jvm, facts));
            }
        }
        asked.sort(Comparator.comparing(EndedJournal::lastWritten).reversed());
        return withinBounds(asked);
    }

    private static List<EndedJournal> withinBounds(List<EndedJournal> sorted) {
        long bytes = 0;
        int count = 0;
        for (EndedJournal journal : sorted) {
            bytes += journal.facts.size();
            if (count == MOST_READ || bytes > MOST_BYTES_READ) {
                break;
            }
            count++;
        }
        return sorted.subList(0, count);
    }

    static @Nullable BasicFileAttributes factsOf(Path journal, FileCalls calls) {
        try {
            return calls.stat(journal);
        } catch (IOException unreadable) {
            return null;
        }
    }

    private record Named(Path path, ProcessIdentity jvm) {}

    record EndedJournal(Path path, ProcessIdentity jvm, BasicFileAttributes facts) {
        /** No line of it is younger. */
        Instant lastWritten() {
            return facts.lastModifiedTime().toInstant();
        }
    }
}
