package dev.freeport.internal.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does in another thread what may hang, and leaves that thread behind. To read the command line of a process that is stuck in
 * the kernel hangs, and so may a directory service that is asked for the name of a user.
 */
public final class DetachedTask {
    /** How long to wait until the deadline, which may move, is looked at again. */
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);

    private DetachedTask() {}

    /** Waits until the work is done, or the time is over; returns whether it is done. */
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

    /** Waits, and delays an interrupt: the work explains a failure that has already happened. */
    public static boolean await(CountDownLatch done, Deadline deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    boolean isDone = done.await(Math.min(deadline.nanosLeft(), LONGEST_WAIT), TimeUnit.NANOSECONDS);
                    if (isDone || deadline.isOver()) {
                        return isDone;
                    }
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
