package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timestamp;

/** A port that is reserved when a chunk of a recording ends: if it is never released, no other event reports it. */
@Name("dev.freeport.OpenReservation")
@Label("Open Port Reservation")
@Description("A port that is still reserved when a chunk of the recording ends")
@Period("endChunk")
final class OpenReservationEvent extends PortEvent {
    @Label("Reserved Since")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long since;

    @Label("Guard Socket")
    @Description("Whether a guard socket holds the port")
    boolean guardSocket;
}
