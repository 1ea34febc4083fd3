package dev.freeport.samples.mainjob;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does something so many times a second until it is stopped or its time is up. */
final class Paced implements Runnable {
    private final Action action;
    private final int perSecond;
    private final int seconds;
    private volatile boolean stopped;
    private volatile long done;
    private volatile long failed;

    Paced(int perSecond, int seconds, Action action) {
        this.perSecond = perSecond;
        this.seconds = seconds;
        this.action = action;
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        long most = (long) perSecond * seconds;
        long next = 0;
        while (!stopped && next < most) {
            long due = (System.nanoTime() - begin) * perSecond / TimeUnit.SECONDS.toNanos(1);
            if (next < Math.min(due, most)) {
                act();
                // On a busy machine the rate falls, instead of a burst that makes up for it.
                next = Math.max(next + 1, due - perSecond / 10);
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void act() {
        try {
            action.act();
            done++;
        } catch (IOException e) {
            failed++;
        }
    }

    void stop() {
        stopped = true;
    }

    long done() {
        return done;
    }

    long failed() {
        return failed;
    }

    /** What is done. */
    @FunctionalInterface
    interface Action {
        void act() throws IOException;
    }
}
