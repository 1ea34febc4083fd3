package dev.freeport.internal.naming;

import dev.freeport.PortReservation;
import java.util.Optional;

/** One use of a port that several users share. */
public interface SharedPort extends AutoCloseable {
    PortReservation reservation();

    /** Returns the declaration for which the port was reserved; empty if it was reserved without one. */
    Optional<Object> reserver();

    /** Ends this use; the last user to do so releases the port. */
    @Override
    void close();
}
