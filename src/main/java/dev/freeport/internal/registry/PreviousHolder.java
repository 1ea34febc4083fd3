package dev.freeport.internal.registry;

import java.time.Instant;

/** The JVM that had reserved a port, and when it released the port, or reserved it if it ended without releasing it. */
public record PreviousHolder(long pid, String purpose, Instant at, boolean released) {}
