package dev.freeport.samples.proof.taken;

/** Stops servers that started only in part. */
final class Stopping {
    private Stopping() {}

    /** Returns {@code stop} if a check passes, else stops the server and throws what the check threw. */
    static AutoCloseable unless(Check check, AutoCloseable stop) throws Exception {
        try {
            check.run();
        } catch (Exception | AssertionError failed) {
            stop.close();
            throw failed;
        }
        return stop;
    }

    /** Whether a server is up, as a test would find out. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }
}
