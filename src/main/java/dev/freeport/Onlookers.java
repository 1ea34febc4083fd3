package dev.freeport;

import dev.freeport.flight.FlightRecording;
import dev.freeport.registry.PortRegistry;
import dev.freeport.report.Timeline;
import dev.freeport.stack.HostStack;

/** Lets the timeline and Flight Recorder look on at the reservations of this JVM, if they are wanted. */
final class Onlookers {
    private static volatile boolean reporting;

    private Onlookers() {}

    static void call(PortRequest request, PortRegistry registry) {
        FlightRecording.beginIfOn();
        if (request.report().isPresent()) {
            reporting = true;
            Timeline.record(request.report().get(), HostStack.current(), Pools.of(request, registry));
        }
    }

    /** Makes the page when tests are over, in a JVM that may go on. */
    static void sessionEnds() {
        if (reporting) {
            Timeline.writePages();
        }
    }
}
