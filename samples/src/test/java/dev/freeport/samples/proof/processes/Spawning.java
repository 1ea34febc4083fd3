package dev.freeport.samples.proof.processes;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps servers from being closed while another thread of this JVM starts a process.
 *
 * <p>Until it becomes its own program, a child has copies of all its parent's sockets. A server that is closed in these
 * milliseconds leaves its port listened on by the child, and cannot start again on it: a collision with oneself, which
 * no choice of ports prevents.
 */
public final class Spawning {
    private static final ReadWriteLock LOCK = new ReentrantReadWriteLock();

    private Spawning() {}

    /** Starts a process, which has become its own program when this returns. */
    public static Process start(ProcessBuilder builder) throws IOException {
        LOCK.writeLock().lock();
        try {
            return builder.start();
        } finally {
            LOCK.writeLock().unlock();
        }
    }

    /** Waits for processes that are being started, and lets none start until the server is closed. */
    public static void closeOutside(Closeable server) throws IOException {
        LOCK.readLock().lock();
        try {
            server.close();
        } finally {
            LOCK.readLock().unlock();
        }
    }
}
