package dev.freeport.cli;

import java.io.PrintStream;
import java.time.Duration;

/** Reports slow work on the standard error: after one second, two, four and so on, until it is done. */
final class Progress {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final String what;
    private final PrintStream out;
    private boolean done;

    private Progress(String what, PrintStream out) {
        this.what = what;
        this.out = out;
    }

    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T work() throws E;
    }

    /** Does the work that {@code what} describes, such as {@code reserving ports}. */
    static <T, E extends Exception> T of(String what, Work<T, E> work) throws E {
        return of(what, work, SILENCE, System.err);
    }

    static <T, E extends Exception> T of(String what, Work<T, E> work, Duration silence, PrintStream out) throws E {
        Progress progress = new Progress(what, out);
        Thread thread = new Thread(() -> progress.reportUntilDone(silence), "progress");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.work();
        } finally {
            progress.end();
        }
    }

    private synchronized void reportUntilDone(Duration silence) {
        long start = System.nanoTime();
        long next = silence.toNanos();
        try {
            while (!done) {
                long passed = System.nanoTime() - start;
                if (passed >= next) {
                    out.println("freeport: still " + what + " ("
                            + Duration.ofNanos(passed).toSeconds() + " s)");
                    next *= 2;
                } else {
                    wait(Math.max(1, Duration.ofNanos(next - passed).toMillis()));
                }
            }
        } catch (InterruptedException neverHappens) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        done = true;
        notifyAll();
    }
}
