package dev.freeport.internal.session;

import dev.freeport.internal.pool.PortPool;
import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.Warnings;
import dev.freeport.internal.timeline.Timeline;
import dev.freeport.stack.HostStack;
import java.nio.file.Path;
import java.util.List;

/** The time in which a JVM runs tests, and the timelines of it. */
public final class PortSession {
    private static volatile boolean hasTimeline;

    private PortSession() {}

    /** Writes down what happens to ports from now on, for a page. */
    @SuppressWarnings("exports") // the pool is not for the launcher's listeners, for which this package is exported
    public static void record(Path page, PortPool pool) {
        hasTimeline = true;
        Timeline.record(page, HostStack.current(), pool);
    }

    /**
     * Releases what was reserved since the start, in {@link System#nanoTime()}, and never closed, with a warning that
     * names it, makes the page with the timeline, and closes the files that can be opened again, but not the lock file:
     * that would drop all locks of this process. Ports may be reserved afterwards as before.
     */
    public static void end(long start) {
        List<Reservation> left = Registries.reservedSince(start);
        if (!left.isEmpty()) {
            StringBuilder text = new StringBuilder("The tests are over, and these ports were still reserved. They are"
                    + " released now; close what FreePorts returns when no server uses the port any more.");
            for (Reservation reservation : left) {
                text.append(System.lineSeparator())
                        .append("  ")
                        .append(reservation.port())
                        .append(" for ")
                        .append(reservation.purpose());
                reservation.release();
            }
            Warnings.say(text.toString());
        }
        if (hasTimeline) {
            Timeline.writePages();
        }
        Registries.rest();
    }
}
