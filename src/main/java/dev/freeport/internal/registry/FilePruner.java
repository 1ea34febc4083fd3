package dev.freeport.internal.registry;

import dev.freeport.internal.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Deletes what is no longer needed: journals of JVMs that ended, and ledgers of namespaces long unused. */
final class FilePruner {
    static final String MARKER = "pruned";

    private static final long PRUNED_EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final long JOURNALS_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long LEDGERS_KEPT_MILLIS = TimeUnit.DAYS.toMillis(7);
    private static final long JOURNAL_BYTES_KEPT = 16 << 20;

    /** More than a diagnosis reads, see {@link EndedJournals}; it has to list them all. */
    private static final int JOURNALS_KEPT = 512;

    private FilePruner() {}

    /** Deletes old files, unless that was done a short while ago. Never throws: it is not needed for a port. */
    static void prune(RegistryDirectory directory, SystemCalls calls) {
        Path marker = directory.path().resolve(MARKER);
        long now = System.currentTimeMillis();
        try {
            BasicFileAttributes last = calls.files().stat(marker);
            if (last != null && Math.abs(now - last.lastModifiedTime().toMillis()) < PRUNED_EVERY_MILLIS) {
                return;
            }
            // created anew rather than opened: it may be a link that another user left in the directory
            calls.files().delete(marker);
            calls.files().createFile(marker);
            deleteOldJournals(directory, now, calls);
            for (OldFile ledger : list(directory.path(), RegistryDirectory.LEDGERS, now, calls)) {
                // a JVM that still uses it would notice and create another
                if (ledger.age > LEDGERS_KEPT_MILLIS && !ledger.path.equals(directory.ledger())) {
                    calls.files().delete(ledger.path);
                }
            }
        } catch (IOException | RuntimeException | Error tryAgainNextTime) {
            return;
        }
    }

    /** Deletes old journals of ended JVMs, and of the others the oldest if together they are too large or too many. */
    private static void deleteOldJournals(RegistryDirectory directory, long now, SystemCalls calls) throws IOException {
        List<OldFile> journals = list(directory.path(), RegistryDirectory.JOURNALS, now, calls);
        Collections.sort(journals);
        long bytes = 0;
        int count = 0;
        for (OldFile journal : journals) {
            bytes += journal.bytes;
            Optional<ProcessIdentity> jvm = Journals.jvmOf(journal.path);
            boolean ended = jvm.isEmpty() || !calls.processes().mayBeRunning(jvm.get());
            boolean ofThesePids = directory.isOfThesePids(journal.path);
            long kept = ofThesePids ? JOURNALS_KEPT_MILLIS : LEDGERS_KEPT_MILLIS;
            boolean isOneTooMany = ofThesePids && ++count > JOURNALS_KEPT;
            if (ended && (bytes > JOURNAL_BYTES_KEPT || isOneTooMany || journal.age > kept)) {
                calls.files().delete(journal.path);
            }
        }
    }

    private static List<OldFile> list(Path directory, String prefix, long now, SystemCalls calls) throws IOException {
        List<OldFile> files = new ArrayList<>();
        for (Path path : calls.files().list(directory, prefix + "*")) {
            BasicFileAttributes facts = calls.files().stat(path);
            if (facts != null) {
                files.add(new OldFile(
                        path, facts.size(), now - facts.lastModifiedTime().toMillis()));
            }
        }
        return files;
    }

    /** What was read of a file once: facts that change while files are sorted would contradict each other. */
    private record OldFile(Path path, long bytes, long age) implements Comparable<OldFile> {
        @Override
        public int compareTo(OldFile other) {
            return Long.compare(age, other.age);
        }
    }
}
