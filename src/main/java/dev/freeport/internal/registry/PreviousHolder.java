package dev.freeport.internal.registry;

import java.time.Instant;

/**
 * The JVM that had reserved a port before.
 *
 * @param pid the JVM
 * @param purpose for what, such as a test's name
 * @param at when it released the port, or reserved it if it ended without releasing it
 * @param released whether it released the port itself
 */
public record PreviousHolder(long pid, String purpose, Instant at, boolean released) {}
