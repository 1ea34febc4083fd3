package dev.freeport.samples.proof.servers;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The time a real application takes between choosing its port and listening on it; only the main job takes it. */
public final class StartUp {
    /** The system property that turns it on. */
    public static final String PROPERTY = "samples.startUp";

    private static final int SHORTEST_MILLIS = 50;
    private static final int LONGEST_MILLIS = 200;

    private StartUp() {}

    static void takesAWhile() {
        if (Boolean.getBoolean(PROPERTY)) {
            long millis = ThreadLocalRandom.current().nextLong(SHORTEST_MILLIS, LONGEST_MILLIS + 1);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
