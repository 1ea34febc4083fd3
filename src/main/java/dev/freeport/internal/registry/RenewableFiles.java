package dev.freeport.internal.registry;

import dev.freeport.internal.text.Warnings;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The files of a registry, which may be replaced while they are in use: whoever works with them holds {@link #use()}
 * meanwhile. Safe for use by several threads.
 */
final class RenewableFiles {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile @Nullable RegistryFiles files;

    RenewableFiles(@Nullable RegistryFiles files) {
        this.files = files;
    }

    /** Returns the lock to be held while the files are worked with. */
    Lock use() {
        return lock.readLock();
    }

    /** Returns the files; null where none can be used. */
    @Nullable
    RegistryFiles get() {
        return files;
    }

    /** Opens the files anew if they were deleted or replaced, and holds there what this JVM holds. */
    void renew(Collection<Reservation> claims) {
        lock.writeLock().lock();
        try {
            RegistryFiles old = files;
            if (old == null || old.areCurrent()) {
                return;
            }
            RegistryFiles renewed = RegistryFiles.open(old.directory().path(), "freeport.directory", old.calls());
            Warnings.say("The files in " + renewed.directory().path()
                    + " were deleted or replaced while tests ran. They were made anew, and "
                    + move(claims, renewed));
            files = renewed;
            old.retire(renewed);
        } catch (UnusableDirectoryException unusable) {
            files = null;
            Warnings.say("From now on ports are held by guard sockets alone: " + unusable.getMessage());
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static String move(Collection<Reservation> claims, RegistryFiles renewed) {
        int held = 0;
        StringJoiner lost = new StringJoiner(", ");
        for (Reservation reservation : claims) {
            if (reservation.isGranted()) {
                held++;
                boolean moved = true;
                for (PortFileLock fileLock : reservation.fileLocks()) {
                    moved &= fileLock.moveTo(renewed);
                }
                if (!moved) {
                    lost.add(Integer.toString(reservation.port()));
                }
                renewed.journal().write(reservation.entry(JournalEntry.Event.RESERVED, ""), claims);
            }
        }
        return "the ports this JVM holds (" + held + ") were locked again"
                + (lost.length() == 0 ? "." : ", but another JVM was quicker at " + lost + ".");
    }
}
