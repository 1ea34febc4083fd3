package dev.freeport.internal.registry;

import org.jspecify.annotations.Nullable;

/** Is told of this JVM's reservations by several threads, and must return soon: requests and releases wait for it. */
public interface PortObserver {
    void reserved(Reservation reservation);

    void released(Reservation reservation);

    void bindFailed(Reservation reservation, String why, String explanation);

    void leaked(Reservation reservation, String who, String explanation);

    void waiting(WaitRecord wait);

    void waited(WaitRecord wait, @Nullable Reservation granted);
}
