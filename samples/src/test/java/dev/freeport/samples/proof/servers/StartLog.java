package dev.freeport.samples.proof.servers;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the suites of this JVM did, for the main job's counts. */
public final class StartLog {
    private static final Queue<Integer> CHOSEN = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger STARTED = new AtomicInteger();

    private StartLog() {}

    static void chosen(int port) {
        CHOSEN.add(port);
    }

    static void started() {
        STARTED.incrementAndGet();
    }

    /** The port of every test, in order, with repetitions. */
    public static List<Integer> chosenPorts() {
        return List.copyOf(CHOSEN);
    }

    public static int servers() {
        return STARTED.get();
    }
}
