package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** The time for which a port is reserved; is recorded at its end. */
@Name("dev.freeport.Reservation")
@Label("Port Reservation")
final class ReservationEvent extends PortEvent {
    @Label("Guarded")
    @Description("Whether a guard socket holds the port in the kernel")
    boolean guarded;

    @Label("Leak")
    @Description("Who still listened on the port at the end, if somebody did")
    @Nullable
    String leak;
}
