package dev.freeport.internal.registry;

import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to the reservations of this JVM, by several threads. It must return soon: a request returns, and a
 * released port becomes free, only after it.
 */
public interface PortObserver {
    void reserved(Reservation reservation);

    void released(Reservation reservation);

    void bindFailed(Reservation reservation, String why, String explanation);

    void leaked(Reservation reservation, String who, String explanation);

    void waiting(WaitRecord wait);

    void waited(WaitRecord wait, @Nullable Reservation granted);
}
