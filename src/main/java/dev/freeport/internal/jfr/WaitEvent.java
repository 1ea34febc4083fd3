package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A wait of a request for a port. */
@Name("dev.freeport.Wait")
@Label("Port Wait")
@Description("A request waits until a port is released")
final class WaitEvent extends PortEvent {
    @Label("Requested Port")
    @Description("The fixed port that was requested; 0 for any port of the pool")
    int requested;

    @Label("Granted")
    @Description("Whether the request got a port before its timeout")
    boolean granted;
}
