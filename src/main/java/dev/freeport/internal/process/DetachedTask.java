package dev.freeport.internal.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does what may hang, and does not hang with it. Whoever reads the command line of a process that is stuck in the kernel is
 * stuck too, and to ask for the name of a user may be to ask a directory service; nothing ends that but to leave the thread
 * behind in which it happens.
 */
public final class DetachedTask {
    private DetachedTask() {}

    /**
     * Waits until something is done, or the time is over.
     *
     * @return whether it is done
     */
    public static boolean run(Runnable work, Deadline deadline) {
        CountDownLatch done = new CountDownLatch(1);
        start(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        return await(done, deadline);
    }

    public static void start(Runnable work) {
        Thread thread = new Thread(work, "freeport-owners");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits, and lets an interrupt wait too: what is asked for is the reason of something that has happened before. */
    public static boolean await(CountDownLatch done, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.await(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
