package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A reservation, from start to release. */
@Name("dev.freeport.Reservation")
@Label("Port Reservation")
@Description("A port is reserved, from the reservation to its release")
final class ReservationEvent extends PortEvent {
    @Label("Guard Socket")
    @Description("Whether a guard socket holds the port")
    boolean guardSocket;

    @Label("Leak")
    @Description("The process that still listened on the port at its release, if any")
    @Nullable
    String leak;
}
