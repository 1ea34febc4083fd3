package dev.freeport.internal.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds the code that reserved a port through this library. */
final class CallSite {
    /** What stands between that code and the reservation. */
    private static final List<String> OURS = List.of("dev.freeport.internal.registry.", "dev.freeport.FreePorts");

    private CallSite() {}

    static Optional<StackTraceElement> of(Throwable here) {
        return Arrays.stream(here.getStackTrace())
                .filter(frame -> OURS.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst();
    }
}
