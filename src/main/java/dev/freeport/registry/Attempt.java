package dev.freeport.registry;

/**
 * How far to go for one port.
 *
 * @param relaxed whether a port may be had that was released a moment ago
 * @param exact whether no other port would do, so that connections that linger on it need not be waited for
 * @param guardNeeded whether only a guard socket makes the port safe, because it lies inside the dynamic range
 */
record Attempt(boolean relaxed, boolean exact, boolean guardNeeded) {}
