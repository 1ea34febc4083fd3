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

/** The folder beside a page, with a file for each JVM, from which each of them that ends makes the page anew. */
final class EventFolder {
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    /** A process that builds again and again has begun another build when nothing ran for as long. */
    static final long GAP_MILLIS = TimeUnit.MINUTES.toMillis(2);

    /** Whether a JVM of another pid namespace still runs cannot be seen. */
    static final long FOREIGN_MILLIS = TimeUnit.DAYS.toMillis(1);

    private final Path path;

    EventFolder(Path page) {
        this.path = page.resolveSibling(page.getFileName() + ".events");
    }

    Path path() {
        return path;
    }

    /** Does something while no other JVM works on the folder; after 10 s all the same, as it is for a report only. */
    void alone(IoTask task) throws IOException {
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
            } catch (OverlappingFileLockException byAnotherClassLoader) {
                // waits its turn too
            } catch (IOException locksDoNotWorkHere) {
                return null;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return null;
    }

    /** Deletes what earlier builds left. */
    void prune(EventFileName own, boolean buildsOnce) throws IOException {
        List<Path> files = files();
        files.sort(Comparator.comparingLong(EventFolder::lastWritten).reversed());
        long begin = own.opened();
        for (Path file : files) {
            EventFileName name = EventFileName.parse(file).orElseThrow();
            long written = lastWritten(file);
            if (name.isOfSameBuild(own) && (buildsOnce || mayRun(name, own, written) || begin - written < GAP_MILLIS)) {
                begin = Math.min(begin, name.opened());
            } else if (!name.isOfSameBuild(own) && buildMayRun(name, own, written) || mayRun(name, own, written)) {
                continue;
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean mayRun(EventFileName name, EventFileName own, long written) {
        return name.pids().equals(own.pids()) ? name.jvm().mayBeRunning() : own.opened() - written < FOREIGN_MILLIS;
    }

    private static boolean buildMayRun(EventFileName name, EventFileName own, long written) {
        return name.pids().equals(own.pids()) ? name.builder().mayBeRunning() : own.opened() - written < FOREIGN_MILLIS;
    }

    private static long lastWritten(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Returns the files of one build, in the order in which they were begun. */
    List<Path> filesOf(EventFileName any) throws IOException {
        List<Path> files = files();
        files.removeIf(file -> !EventFileName.parse(file).orElseThrow().isOfSameBuild(any));
        files.sort(Comparator.comparingLong(
                file -> EventFileName.parse(file).orElseThrow().opened()));
        return files;
    }

    /** Returns one of the files of the build that began last. */
    Optional<EventFileName> newest() throws IOException {
        return files().stream()
                .map(file -> EventFileName.parse(file).orElseThrow())
                .max(Comparator.comparingLong(EventFileName::opened));
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.jsonl")) {
            for (Path entry : entries) {
                if (EventFileName.parse(entry).isPresent() && isRegular(entry)) {
                    files.add(entry);
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return files;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** A link might lead to what is nobody else's business, and a pipe would be waited for. */
    private static boolean isRegular(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Something that may fail. */
    interface IoTask {
        void run() throws IOException;
    }
}
