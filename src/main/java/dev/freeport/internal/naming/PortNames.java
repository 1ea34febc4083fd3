package dev.freeport.internal.naming;

import dev.freeport.PortReservation;
import java.util.Optional;
import java.util.function.Supplier;

/** Names that several users share, and their ports. */
public interface PortNames {
    /** Adds a user to the port of a name; returns empty if the name has none. */
    Optional<SharedPort> find(String name);

    /**
     * Adds a user to the port of a name, which is reserved if the name has none.
     *
     * @param reserver what {@link SharedPort#reserver()} returns if the port is reserved now
     */
    SharedPort findOrReserve(String name, Supplier<PortReservation> reserve, Object reserver);
}
