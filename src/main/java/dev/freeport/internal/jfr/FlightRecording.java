package dev.freeport.internal.jfr;

import dev.freeport.internal.registry.PortObservers;
import dev.freeport.internal.text.Warnings;
import jdk.jfr.FlightRecorder;

/** Reports reservations to JDK Flight Recorder once it runs; until then loads next to nothing. */
public final class FlightRecording {
    private static volatile boolean settled;

    private FlightRecording() {}

    /** Starts to report if the recorder runs by now. Never throws. */
    public static void beginIfOn() {
        if (!settled) {
            try {
                if (FlightRecorder.isInitialized()) {
                    begin();
                }
            } catch (LinkageError noFlightRecorder) {
                settled = true;
            } catch (RuntimeException | Error e) {
                settled = true;
                Warnings.say("Flight Recorder is told nothing: " + e);
            }
        }
    }

    private static synchronized void begin() {
        if (!settled) {
            FlightEvents events = new FlightEvents();
            PortObservers.add(events);
            FlightRecorder.addPeriodicEvent(PortEvent.StillReserved.class, events::commitOpenReservations);
            settled = true;
        }
    }
}
