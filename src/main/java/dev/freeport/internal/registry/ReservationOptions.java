package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.time.Duration;
import java.util.Set;

/** How a port is to be reserved. The purpose is for tests that find it taken; the cool-down is 0 to 1 h. */
public record ReservationOptions(
        String purpose, Set<Protocol> protocols, Holding holding, Duration coolDown, Duration diagnosisDeadline) {
    public static final String NO_PURPOSE = "an unnamed use";

    public static final Set<Protocol> TCP = Set.of(Protocol.TCP);

    /** Options for a TCP port, with a deadline of a second. */
    public ReservationOptions(String purpose, Duration coolDown) {
        this(purpose, TCP, Holding.AUTO, coolDown, Duration.ofSeconds(1));
    }

    public ReservationOptions withPurpose(String what) {
        return new ReservationOptions(what, protocols, holding, coolDown, diagnosisDeadline);
    }

    public ReservationOptions withProtocols(Set<Protocol> wanted) {
        return new ReservationOptions(purpose, wanted, holding, coolDown, diagnosisDeadline);
    }

    public ReservationOptions withHolding(Holding how) {
        return new ReservationOptions(purpose, protocols, how, coolDown, diagnosisDeadline);
    }

    public ReservationOptions withCoolDown(Duration time) {
        return new ReservationOptions(purpose, protocols, holding, time, diagnosisDeadline);
    }

    public ReservationOptions withDiagnosisDeadline(Duration time) {
        return new ReservationOptions(purpose, protocols, holding, coolDown, time);
    }

    /** Decides what {@link Holding#AUTO} left open: a guard socket where the OS may assign the port to a client. */
    ReservationOptions where(boolean insideDynamicRange) {
        return holding == Holding.AUTO ? withHolding(insideDynamicRange ? Holding.GUARDED : Holding.UNGUARDED) : this;
    }

    /** What holds the port itself, besides what keeps other reservations off it. */
    public enum Holding {
        /** A guard socket inside the dynamic range, else nothing. */
        AUTO,
        /** A socket that lets servers bind the port, and nothing else; where the system allows it, for TCP. */
        GUARDED,
        /** Nothing; for servers that bind without SO_REUSEADDR. */
        UNGUARDED,
        /** A socket that lets no process bind the port, so that none can listen on it. */
        CLOSED
    }
}
