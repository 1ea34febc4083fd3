package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.Set;

/**
 * How a port is to be reserved.
 *
 * @param purpose for what, such as a test's name; shown to others who find the port taken
 * @param protocols for which protocols the number is wanted, one or both
 * @param holding what holds the port in the kernel
 * @param coolDown how long nobody gets the port again after its release, 0 to 1 h
 */
public record ReservationOptions(String purpose, Set<Protocol> protocols, Holding holding, Duration coolDown) {
    /** The purpose of those who state none. */
    public static final String NO_PURPOSE = "an unnamed use";

    /** The longest cool-down. */
    public static final Duration LONGEST_COOL_DOWN = Ledger.LONGEST_COOL_DOWN;

    /**
     * Terms for a TCP port.
     *
     * @param purpose for what
     * @param guarded whether a guard socket shall hold the port where the system allows it
     * @param coolDown how long nobody gets the port again
     */
    public ReservationOptions(String purpose, boolean guarded, Duration coolDown) {
        this(purpose, Set.of(Protocol.TCP), guarded ? Holding.GUARDED : Holding.UNGUARDED, coolDown);
    }

    /**
     * Returns these terms with another purpose.
     *
     * @param what for what
     * @return terms
     */
    public ReservationOptions withPurpose(String what) {
        return new ReservationOptions(what, protocols, holding, coolDown);
    }

    /**
     * Returns these terms for other protocols.
     *
     * @param wanted one or both
     * @return terms
     */
    public ReservationOptions withProtocols(Set<Protocol> wanted) {
        return new ReservationOptions(purpose, wanted, holding, coolDown);
    }

    /**
     * Returns these terms with the port held in another way.
     *
     * @param how the way
     * @return terms
     */
    public ReservationOptions withHolding(Holding how) {
        return new ReservationOptions(purpose, protocols, how, coolDown);
    }

    /**
     * Returns these terms with another cool-down.
     *
     * @param time 0 to 1 h
     * @return terms
     */
    public ReservationOptions withCoolDown(Duration time) {
        return new ReservationOptions(purpose, protocols, holding, time);
    }

    /** What holds a port in the kernel besides lock file and ledger. */
    public enum Holding {
        /** A socket that lets servers bind the port, and nobody else; where the system allows it, for TCP. */
        GUARDED,
        /** Nothing; for servers that bind without SO_REUSEADDR. */
        UNGUARDED,
        /** A socket that lets nobody bind the port, so that nobody can listen on it. */
        CLOSED
    }
}
