package dev.freeport.internal.registry;

import java.nio.channels.FileChannel;
import java.util.concurrent.FutureTask;

/**
 * Keeps channels open until this JVM ends, even if the class loader of this class goes: closing <em>any</em> descriptor
 * of a file drops all locks that the process holds on it (fcntl_locking(2)), and a collected channel is closed.
 *
 * <p>A shutdown hook is the one place where the JDK keeps an object for good without a thread being started. It is made
 * of JDK types only, so that it does not keep this class.
 */
final class PinnedChannels {
    private PinnedChannels() {}

    /** Keeps a channel; the returned hook is what keeps it. */
    static Thread pin(FileChannel channel) {
        Thread nothing = new Thread(null, null, "freeport", 0, false);
        Thread keeper = new Thread(null, new FutureTask<>(nothing, channel), "freeport-open-files", 0, false);
        nothing.setContextClassLoader(null);
        keeper.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(keeper);
        } catch (IllegalStateException alreadyEnding) {
            return keeper;
        }
        return keeper;
    }

    static void unpin(Thread keeper) {
        try {
            Runtime.getRuntime().removeShutdownHook(keeper);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }
}
