package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timestamp;

/** A port that is reserved when a part of a recording ends: if it is never given back, no other event says so. */
@Name("dev.freeport.OpenReservation")
@Label("Open Port Reservation")
@Description("A port that is still reserved at the end of a chunk, such as the end of the recording or of the JVM")
@Period("endChunk")
final class OpenReservationEvent extends PortEvent {
    @Label("Since")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long since;

    @Label("Guarded")
    @Description("Whether a guard socket holds the port in the kernel")
    boolean guarded;
}
