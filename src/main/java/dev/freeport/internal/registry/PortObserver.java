package dev.freeport.internal.registry;

import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to the reservations of this JVM, by several threads. It must return soon: a request returns, and a
 * released port becomes free, only after it.
 */
public interface PortObserver {
    /** Is called when a port was reserved. */
    void reserved(Reservation reservation);

    /** Is called when a port is released. */
    void released(Reservation reservation);

    /** Is called when a server could not be bound to a reserved port. */
    void bindFailed(Reservation reservation, String why, String explanation);

    /** Is called when something still listened on a port at its release. */
    void leaked(Reservation reservation, String who, String explanation);

    /** Is called when a request begins to wait. */
    void waiting(WaitRecord wait);

    /** Is called when a request waits no longer. */
    void waited(WaitRecord wait, @Nullable Reservation granted);
}
