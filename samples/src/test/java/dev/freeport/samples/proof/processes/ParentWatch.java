package dev.freeport.samples.proof.processes;

import java.io.IOException;

/** Tells a child JVM that it is to end: its standard input closes when its parent says so or is gone. */
public final class ParentWatch {
    private ParentWatch() {}

    /** Returns when the parent has closed this JVM's standard input. */
    public static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
    }

    /** Ends this JVM at once when the parent does, whatever its other threads are doing. */
    public static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    awaitEnd();
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
