package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The time for which a request waited for others. */
@Name("dev.freeport.Wait")
@Label("Port Wait")
final class WaitEvent extends PortEvent {
    @Label("Wanted Port")
    @Description("The port that was waited for; 0 if any would do")
    int wanted;

    @Label("Granted")
    boolean granted;
}
