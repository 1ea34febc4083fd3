package dev.freeport.internal.registry;

import java.time.Instant;
import java.util.Optional;

/** The JVM that has reserved a port; {@code guarded} is known if it was reserved in this JVM. */
public record PortHolder(long pid, String purpose, Instant since, Optional<Boolean> guarded, PortUse use) {
    public PortHolder(long pid, String purpose, Instant since, Optional<Boolean> guarded) {
        this(pid, purpose, since, guarded, PortUse.SERVERS);
    }

    public boolean isThisJvm() {
        return guarded.isPresent();
    }
}
