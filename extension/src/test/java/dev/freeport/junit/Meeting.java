package dev.freeport.junit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;

/** Where tests wait until so many of them run at the same time. */
final class Meeting {
    private static final long PAUSE_MILLIS = 50;
    private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final CountDownLatch all;

    Meeting(int tests) {
        all = new CountDownLatch(tests);
    }

    /**
     * Arrives, and waits for the others. The pool in which JUnit runs tests may miss a signal (seen with JDK 17, once in
     * some hundred runs): a test then waits for a thread, though the pool could start one. Each new task is another signal.
     */
    void join() throws InterruptedException {
        all.countDown();
        long start = System.nanoTime();
        while (!all.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - start > TIMEOUT_NANOS) {
                throw new AssertionError(all.getCount() + " tests do not run at the same time as this one");
            }
            ForkJoinTask.adapt(() -> {}).fork();
        }
    }
}
