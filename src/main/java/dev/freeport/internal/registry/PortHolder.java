package dev.freeport.internal.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * The JVM that has reserved a port.
 *
 * @param pid the JVM
 * @param purpose for what, such as a test's name
 * @param since since when
 * @param guarded whether a guard socket holds the port, if it was reserved in this JVM
 * @param use what the port is for
 */
public record PortHolder(long pid, String purpose, Instant since, Optional<Boolean> guarded, PortUse use) {
    /** The holder of a port for servers. */
    public PortHolder(long pid, String purpose, Instant since, Optional<Boolean> guarded) {
        this(pid, purpose, since, guarded, PortUse.SERVERS);
    }

    /** Tells whether this JVM has reserved it. */
    public boolean isThisJvm() {
        return guarded.isPresent();
    }
}
