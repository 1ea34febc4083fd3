package dev.freeport.internal.jfr;

import dev.freeport.internal.registry.PortObservers;
import jdk.jfr.FlightRecorder;

/**
 * Lets JDK Flight Recorder look on, once it runs. Until then nothing is loaded but this class and the one it asks; where the
 * module {@code jdk.jfr} is missing, not even that.
 */
public final class FlightRecording {
    private static volatile boolean settled;

    private FlightRecording() {}

    /** Begins to record if the recorder runs by now. Never throws. */
    public static void beginIfOn() {
        if (!settled) {
            try {
                if (FlightRecorder.isInitialized()) {
                    begin();
                }
            } catch (LinkageError noFlightRecorder) {
                settled = true;
            }
        }
    }

    private static synchronized void begin() {
        if (!settled) {
            FlightEvents events = new FlightEvents();
            PortObservers.add(events);
            FlightRecorder.addPeriodicEvent(OpenReservationEvent.class, events::tellWhatIsOpen);
            settled = true;
        }
    }
}
