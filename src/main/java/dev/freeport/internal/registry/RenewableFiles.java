package dev.freeport.internal.registry;

import dev.freeport.internal.settings.Setting;
import dev.freeport.internal.text.Warnings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of a registry, which may be replaced while they are in use: a thread that works with them holds {@link #use()}.
 * Files that cannot be used are opened again as soon as they can, which is tried once a second at most. Safe for use by
 * several threads.
 */
class RenewableFiles {
    private static final long TRIED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final @Nullable Path directory;
    private final SystemCalls calls;
    private final Set<GuardKind> guards;
    private volatile @Nullable RegistryFiles files;
    private @Nullable RegistryFiles lost;
    private volatile long triedAt = System.nanoTime();

    /** Files that are open; null for a registry without files. */
    RenewableFiles(@Nullable RegistryFiles files, Set<GuardKind> guards) {
        this.files = files;
        this.directory = files == null ? null : files.directory().path();
        this.calls = files == null ? SystemCalls.SYSTEM : files.calls();
        this.guards = guards;
    }

    RenewableFiles(Path directory, SystemCalls calls, Set<GuardKind> guards) {
        this.directory = directory;
        this.calls = calls;
        this.guards = guards;
    }

    /** Returns the lock to hold while working with the files. */
    Lock use() {
        return lock.readLock();
    }

    @Nullable
    RegistryFiles get() {
        return files;
    }

    /** Opens files that could not be used, unless that was tried a moment ago, and holds there what this JVM holds. */
    void reopenIfDue(Collection<Reservation> claims) {
        if (files == null && directory != null && isDue()) {
            renew(claims);
        }
    }

    private boolean isDue() {
        return System.nanoTime() - triedAt >= TRIED_EVERY_NANOS;
    }

    /** Opens the files anew if they were deleted or replaced, and holds there what this JVM holds. */
    void renew(Collection<Reservation> claims) {
        String warning;
        lock.writeLock().lock();
        try {
            warning = renewLocked(claims);
        } finally {
            lock.writeLock().unlock();
        }
        // a log may wait for its reader, and no release may wait for a log
        if (warning != null) {
            Warnings.say(warning);
        }
    }

    /** Returns what there is to warn of, or null. */
    private @Nullable String renewLocked(Collection<Reservation> claims) {
        RegistryFiles old = files;
        if (directory == null || (old == null ? !isDue() : old.areCurrent())) {
            return null;
        }
        try {
            triedAt = System.nanoTime();
            RegistryFiles renewed = RegistryFiles.open(directory, Setting.DIRECTORY.key(), calls);
            String held = move(claims, renewed);
            files = renewed;
            RegistryFiles replaced = old == null ? lost : old;
            lost = null;
            if (replaced != null) {
                replaced.retire(renewed);
            }
            return old == null
                    ? "The files in " + directory + " can be used again, and " + held
                    : "The files in " + directory
                            + " were deleted or replaced while tests ran. They were created anew, and " + held;
        } catch (UnusableDirectoryException unusable) {
            if (old == null) {
                return null;
            }
            lost = old;
            files = null;
            return "Only kernel locks hold ports now, where the system has them, until the directory can be used again: "
                    + unusable.getMessage();
        }
    }

    private String move(Collection<Reservation> claims, RegistryFiles renewed) {
        int held = 0;
        StringJoiner lostPorts = new StringJoiner(", ");
        for (Reservation reservation : claims) {
            if (reservation.isGranted()) {
                held++;
                boolean moved = true;
                for (PortFileLock fileLock : reservation.fileLocks()) {
                    moved &= fileLock.moveTo(renewed, guards);
                }
                if (!moved) {
                    lostPorts.add(Integer.toString(reservation.port()));
                }
                renewed.journal().write(reservation.entry(JournalEntry.Event.RESERVED, ""), claims);
            }
        }
        return "the ports this JVM holds (" + held + ") were locked again"
                + (lostPorts.length() == 0 ? "." : ", but another JVM was quicker at " + lostPorts + ".");
    }
}
