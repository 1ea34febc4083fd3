package dev.freeport.stack;

import java.io.IOException;

/** Reads what the stack of a running host does. One for each kind of system. */
interface HostReader {
    /**
     * Reads the live values.
     *
     * @throws IOException if the dynamic range cannot be read; the message says what could not and why. What is missing
     *     besides is left out with a warning
     */
    HostStack read() throws IOException;

    /** The profile that stands in if the host cannot be read. */
    StackProfile profile();

    /** Whether reading costs so little that it may be done again and again. */
    default boolean isCheap() {
        return false;
    }
}
