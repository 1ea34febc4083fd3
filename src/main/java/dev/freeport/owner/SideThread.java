package dev.freeport.owner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does what may hang, and does not hang with it. Whoever reads the command line of a process that is stuck in the kernel is
 * stuck too, and to ask for the name of a user may be to ask a directory service; nothing ends that but to leave the thread
 * behind in which it happens.
 */
final class SideThread {
    private SideThread() {}

    /**
     * Waits until something is done, or the time is over. An interrupt has to wait: it is asked what has happened before.
     *
     * @return whether it is done
     */
    static boolean run(Runnable work, Deadline deadline) {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        done.countDown();
                    }
                },
                "freeport-owners");
        thread.setDaemon(true);
        thread.start();
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
