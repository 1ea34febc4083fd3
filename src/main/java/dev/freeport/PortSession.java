package dev.freeport;

import dev.freeport.internal.registry.Registries;
import dev.freeport.internal.registry.Reservation;
import dev.freeport.internal.text.Warnings;
import java.time.Instant;
import java.util.List;

/**
 * The time in which a JVM runs tests, for those who run them. Under JUnit the extension ends it by itself.
 *
 * <pre>{@code
 * Instant start = Instant.now();
 * runTests();
 * PortSession.end(start);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortSession {
    private PortSession() {}

    /**
     * Gives back what was reserved meanwhile and never closed, with a warning that names it, and closes the files that
     * can be opened again; makes the page of {@value PortRequest#TIMELINE}. Ports may be reserved afterwards as before.
     *
     * <p>The lock file stays open: closing it would drop all locks of this process. It holds nothing by itself.
     *
     * @param start when the session began; older reservations stay
     */
    public static void end(Instant start) {
        List<Reservation> left = Registries.reservedSince(start);
        if (!left.isEmpty()) {
            StringBuilder text = new StringBuilder("The tests are over, and these ports were still reserved. They are"
                    + " given back now; close what FreePorts returns when nothing uses the port any more.");
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
        TimelineRecording.sessionEnds();
        Registries.rest();
    }
}
