package dev.freeport.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A bind failure on a reserved port, at the time of its diagnosis. */
@Name("dev.freeport.BindFailure")
@Label("Bind Failure")
@Description("A server could not bind a reserved port")
@StackTrace
final class BindFailureEvent extends PortEvent {
    @Label("Reason")
    @Description("The reason in one sentence")
    @Nullable
    String reason;

    @Label("Explanation")
    @Description("The whole diagnosis")
    @Nullable
    String explanation;
}
