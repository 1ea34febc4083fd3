package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last step of a reservation: hold the port in the kernel, or probe whether it is free. */
record SocketStep(GuardSockets sockets) {
    /** Takes the step; {@code null} means that it succeeded. */
    @Nullable
    Refusal take(Reservation reservation, boolean relaxed, boolean guardNeeded) throws NoSocketException {
        int port = reservation.port();
        Set<Protocol> protocols = reservation.options().protocols();
        try {
            if (protocols.contains(Protocol.UDP) && sockets.isBound(Protocol.UDP, port)) {
                return Refusal.BOUND;
            }
            if (!protocols.contains(Protocol.TCP)) {
                return null;
            }
            ReservationOptions.Holding holding = reservation.options().holding();
            if (holding == ReservationOptions.Holding.CLOSED) {
                return hold(reservation, sockets.bindClosed(port));
            }
            return holding == ReservationOptions.Holding.GUARDED && sockets.mayWork()
                    ? guard(reservation, relaxed, guardNeeded)
                    : probe(reservation, relaxed, guardNeeded);
        } catch (BindDeniedException denied) {
            return Refusal.DENIED;
        } catch (IOException noSocket) {
            throw new NoSocketException(
                    "no socket is available to probe port " + port + ": " + noSocket.getMessage(), noSocket);
        }
    }

    private @Nullable Refusal guard(Reservation reservation, boolean relaxed, boolean guardNeeded)
            throws IOException, NoSocketException {
        Socket guard = sockets.bind(reservation.port());
        if (guard == null && relaxed) {
            guard = sockets.bindBesides(reservation.port());
        }
        Refusal refusal = hold(reservation, guard);
        if (refusal != null || sockets.mayWork()) {
            return refusal;
        }
        drop(reservation);
        return probe(reservation, relaxed, guardNeeded);
    }

    private @Nullable Refusal probe(Reservation reservation, boolean relaxed, boolean guardNeeded)
            throws IOException, NoSocketException {
        int port = reservation.port();
        if (guardNeeded) {
            throw new NoSocketException("its ports lie inside the dynamic range, and guard sockets do not work here");
        }
        if (!sockets.isBound(Protocol.TCP, port)) {
            return null;
        }
        return relaxed && sockets.canBindBesides(port) ? null : Refusal.BOUND;
    }

    private static @Nullable Refusal hold(Reservation reservation, @Nullable Socket guard) {
        if (guard == null) {
            return Refusal.BOUND;
        }
        reservation.guardWith(guard);
        return null;
    }

    void drop(Reservation reservation) {
        sockets.close(reservation.takeGuard());
    }
}
