package dev.freeport.spring;

import dev.freeport.PortLeakException;
import dev.freeport.failure.BindFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failed start of an application context. Either Spring or Spring Boot tells it first. */
final class StartFailure {
    private StartFailure() {}

    /** Adds to the failure which process holds the port, if it comes of one; then the context has no ports any more. */
    static void explain(Throwable failure, @Nullable ContextPorts ports) {
        BindFailure.addTo(failure, ports == null ? List.of() : ports.reservations());
        if (ports != null) {
            for (PortLeakException leak : ports.close()) {
                failure.addSuppressed(leak);
            }
        }
    }
}
