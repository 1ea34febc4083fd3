package dev.freeport.internal.jfr;

import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.text.Printable;
import dev.freeport.stack.Protocol;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** The fields of all events, and the events. */
@Category("Freeport")
@StackTrace(false)
abstract class PortEvent extends Event {
    @Label("Port")
    int port;

    @Label("Protocols")
    @Nullable
    String protocols;

    @Label("Purpose")
    @Description("What the port is reserved for, such as a parameter of a test")
    @Nullable
    String purpose;

    void describe(int number, ReservationOptions options) {
        port = number;
        purpose = Printable.limited(options.purpose());
        boolean both = options.protocols().size() == 2;
        protocols = both ? "tcp+udp" : options.protocols().contains(Protocol.TCP) ? "tcp" : "udp";
    }

    @Name("dev.freeport.Reservation")
    @Label("Port Reservation")
    @Description("A port is reserved, from the reservation to its release")
    static final class Reserved extends PortEvent {
        @Label("Guard Socket")
        @Description("Whether a guard socket holds the port")
        boolean guardSocket;

        @Label("Leak")
        @Description("The process that still listened on the port at its release, if any")
        @Nullable
        String leak;
    }

    /** If such a port is never released, no other event reports it. */
    @Name("dev.freeport.OpenReservation")
    @Label("Open Port Reservation")
    @Description("A port that is still reserved when a chunk of the recording ends")
    @Period("endChunk")
    static final class StillReserved extends PortEvent {
        @Label("Reserved Since")
        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long since;

        @Label("Guard Socket")
        @Description("Whether a guard socket holds the port")
        boolean guardSocket;
    }

    @Name("dev.freeport.BindFailure")
    @Label("Bind Failure")
    @Description("A server could not bind a reserved port")
    @StackTrace
    static final class BindFailed extends PortEvent {
        @Label("Reason")
        @Description("The reason in one sentence")
        @Nullable
        String reason;

        @Label("Explanation")
        @Description("The whole diagnosis")
        @Nullable
        String explanation;
    }

    @Name("dev.freeport.Wait")
    @Label("Port Wait")
    @Description("A request waits until a port is released")
    static final class Waited extends PortEvent {
        @Label("Requested Port")
        @Description("The fixed port that was requested; 0 for any port of the pool")
        int requested;

        @Label("Granted")
        @Description("Whether the request got a port before its timeout")
        boolean granted;
    }
}
