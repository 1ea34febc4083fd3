package dev.freeport.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * Who has reserved a port.
 *
 * @param pid the JVM
 * @param purpose for what, such as a test's name
 * @param since since when
 * @param guarded whether a guard socket holds the port, if it was reserved in this JVM
 */
public record PortHolder(long pid, String purpose, Instant since, Optional<Boolean> guarded) {}
