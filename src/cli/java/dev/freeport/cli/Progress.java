package dev.freeport.cli;

import java.io.PrintStream;
import java.time.Duration;

/** Says on the standard error that something takes long: after a second, and after two, four and so on, until it is done. */
final class Progress {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final String what;
    private final PrintStream out;
    private boolean done;

    private Progress(String what, PrintStream out) {
        this.what = what;
        this.out = out;
    }

    /** Something that may take long. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T work() throws E;
    }

    /** Does something, such as {@code looking who listens}. */
    static <T, E extends Exception> T of(String what, Work<T, E> work) throws E {
        return of(what, work, SILENCE, System.err);
    }

    static <T, E extends Exception> T of(String what, Work<T, E> work, Duration silence, PrintStream out) throws E {
        Progress progress = new Progress(what, out);
        Thread thread = new Thread(() -> progress.sayUntilDone(silence), "progress");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.work();
        } finally {
            progress.end();
        }
    }

    private synchronized void sayUntilDone(Duration silence) {
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
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        done = true;
        notifyAll();
    }
}
