package dev.freeport.internal.registry;

import dev.freeport.internal.registry.PortRefusedException.Reason;
import java.util.Optional;

/** Refusals that a test needs without a port that is so. */
public final class Refusals {
    private Refusals() {}

    /** Returns one of a port whose holder was not known. */
    public static PortRefusedException of(int port, Reason reason) {
        return new PortRefusedException(port, reason, Optional.empty(), null);
    }
}
