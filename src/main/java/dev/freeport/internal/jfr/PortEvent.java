package dev.freeport.internal.jfr;

import dev.freeport.internal.registry.ReservationOptions;
import dev.freeport.internal.text.Printable;
import dev.freeport.stack.Protocol;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The fields of all events. */
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
}
