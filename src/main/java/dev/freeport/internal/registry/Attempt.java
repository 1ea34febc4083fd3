package dev.freeport.internal.registry;

/**
 * How far to go for one port.
 *
 * @param relaxed whether a port may be had that was released a moment ago, or on which connections linger
 * @param guardNeeded whether only a guard socket makes the port safe, because it lies inside the dynamic range
 */
record Attempt(boolean relaxed, boolean guardNeeded) {}
