package dev.freeport.internal.timeline;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The folder beside a page, with an event file of each JVM. */
final class EventFolder {
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    /** After such a pause, a process that builds repeatedly has started another build. */
    static final long GAP_MILLIS = TimeUnit.MINUTES.toMillis(2);

    /** How long a JVM of another pid namespace counts as running, which cannot be seen. */
    static final long FOREIGN_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final Path path;

    EventFolder(Path page) {
        this.path = page.resolveSibling(page.getFileName() + ".events");
    }

    Path path() {
        return path;
    }

    /** Runs a task while no other JVM works on the folder; after 10 s without that, as only a timeline is at stake. */
    void locked(IoTask task) throws IOException {
        Files.createDirectories(path);
        Path file = path.resolve("lock");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isRegular(file)) {
            throw new IOException(file + " is no regular file");
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            FileLock lock = lock(channel);
            try {
                task.run();
            } finally {
                if (lock != null && lock.isValid()) {
                    lock.release();
                }
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < TIMEOUT) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Another class loader of this JVM holds it.
            } catch (IOException e) {
                return null; // Locks do not work here.
            }
            LockSupport.parkNanos(PAUSE);
        }
        return null;
    }

    void prune(EventFileName own, boolean buildsOnce) throws IOException {
        List<Entry> entries = entries();
        entries.sort(Comparator.comparingLong(Entry::written).reversed());
        long begin = own.opened();
        for (Entry entry : entries) {
            boolean sameBuild = entry.name.isOfSameBuild(own);
            if (sameBuild && (buildsOnce || entry.jvmMayRun(own) || begin - entry.written < GAP_MILLIS)) {
                begin = Math.min(begin, entry.name.opened());
            } else if (!entry.jvmMayRun(own) && (sameBuild || !entry.buildMayRun(own))) {
                Files.deleteIfExists(entry.path);
            }
        }
    }

    /** Returns the files of one build, the oldest first. */
    List<Path> filesOf(EventFileName any) throws IOException {
        return entries().stream()
                .filter(entry -> entry.name.isOfSameBuild(any))
                .sorted(Comparator.comparingLong(entry -> entry.name.opened()))
                .map(Entry::path)
                .toList();
    }

    /** Returns one of the files of the build that started last. */
    Optional<EventFileName> newest() throws IOException {
        return entries().stream().map(Entry::name).max(Comparator.comparingLong(EventFileName::opened));
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.jsonl")) {
            for (Path file : files) {
                Optional<EventFileName> name = EventFileName.parse(file);
                if (name.isPresent() && isRegular(file)) {
                    entries.add(new Entry(file, name.get(), lastWritten(file)));
                }
            }
        } catch (NoSuchFileException e) {
            return entries;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static long lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** A link might lead to a file that is not meant for the page, and a pipe would block. */
    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private record Entry(Path path, EventFileName name, long written) {
        boolean jvmMayRun(EventFileName own) {
            return name.pids().equals(own.pids()) ? name.jvm().mayBeRunning() : isRecent(own);
        }

        boolean buildMayRun(EventFileName own) {
            return name.pids().equals(own.pids()) ? name.build().mayBeRunning() : isRecent(own);
        }

        private boolean isRecent(EventFileName own) {
            return own.opened() - written < FOREIGN_MILLIS;
        }
    }

    interface IoTask {
        void run() throws IOException;
    }
}
