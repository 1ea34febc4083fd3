package dev.freeport.internal.registry;

import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to the reservations of this JVM, by several threads. It must return soon: a request returns, and a
 * released port becomes free, only after it.
 */
public interface PortObserver {
    /**
     * Is called when a port was reserved.
     *
     * @param reservation the reservation
     */
    void reserved(Reservation reservation);

    /**
     * Is called when a port is released.
     *
     * @param reservation the reservation
     */
    void released(Reservation reservation);

    /**
     * Is called when a server could not be bound to a reserved port.
     *
     * @param reservation the reservation
     * @param why in one sentence
     * @param explanation the whole, several lines
     */
    void bindFailed(Reservation reservation, String why, String explanation);

    /**
     * Is called when something still listened on a port at its release.
     *
     * @param reservation the reservation
     * @param who in one sentence
     * @param explanation the whole, several lines
     */
    void leaked(Reservation reservation, String who, String explanation);

    /**
     * Is called when a request begins to wait.
     *
     * @param wait the wait
     */
    void waiting(WaitRecord wait);

    /**
     * Is called when a request waits no longer.
     *
     * @param wait the wait
     * @param granted what it got; null if nothing
     */
    void waited(WaitRecord wait, @Nullable Reservation granted);
}
