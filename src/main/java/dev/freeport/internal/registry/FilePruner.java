package dev.freeport.internal.registry;

import dev.freeport.owner.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Deletes what is no longer needed: journals of JVMs that ended, and ledgers of namespaces long unused. */
final class FilePruner {
    static final String MARKER = "pruned";

    private static final long PRUNED_EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);
    private static final long JOURNALS_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final long LEDGERS_KEPT_MILLIS = TimeUnit.DAYS.toMillis(7);
    private static final long JOURNAL_BYTES_KEPT = 16 << 20;

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
            // created anew rather than opened: it may be a link of whoever owned the directory before
            calls.files().delete(marker);
            calls.files().createFile(marker);
            deleteOldJournals(directory, now, calls);
            for (Path ledger : calls.files().list(directory.path(), RegistryDirectory.LEDGERS + "*")) {
                // a JVM that still uses it would notice and make another
                if (age(ledger, now, calls) > LEDGERS_KEPT_MILLIS && !ledger.equals(directory.ledger())) {
                    calls.files().delete(ledger);
                }
            }
        } catch (IOException | RuntimeException | Error tryAgainNextTime) {
            return;
        }
    }

    /** Deletes the journals of ended JVMs that are old, and of the others the oldest if together they are too large. */
    private static void deleteOldJournals(RegistryDirectory directory, long now, SystemCalls calls) throws IOException {
        List<Path> journals = calls.files().list(directory.path(), RegistryDirectory.JOURNALS + "*");
        Map<Path, Long> times = new HashMap<>();
        for (Path journal : journals) {
            // read once: other JVMs write, and times that change while they are compared contradict each other
            times.put(journal, journal.toFile().lastModified());
        }
        journals.sort(Comparator.comparing(times::get, Comparator.reverseOrder()));
        long bytes = 0;
        for (Path journal : journals) {
            bytes += journal.toFile().length();
            Optional<ProcessIdentity> jvm = Journals.jvmOf(journal);
            boolean ended = jvm.isEmpty() || !calls.processes().mayBeRunning(jvm.get());
            long kept = directory.isOfThesePids(journal) ? JOURNALS_KEPT_MILLIS : LEDGERS_KEPT_MILLIS;
            if (ended && (bytes > JOURNAL_BYTES_KEPT || age(journal, now, calls) > kept)) {
                calls.files().delete(journal);
            }
        }
    }

    private static long age(Path file, long now, SystemCalls calls) throws IOException {
        BasicFileAttributes facts = calls.files().stat(file);
        return facts == null ? 0 : now - facts.lastModifiedTime().toMillis();
    }
}
