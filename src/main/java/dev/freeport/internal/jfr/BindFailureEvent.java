package dev.freeport.internal.jfr;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The moment in which a failed bind of a reserved port was explained. */
@Name("dev.freeport.BindFailure")
@Label("Bind Failure")
@StackTrace
final class BindFailureEvent extends PortEvent {
    @Label("Why")
    @Nullable
    String why;

    @Label("Explanation")
    @Nullable
    String explanation;
}
