package dev.freeport.internal.registry;

import dev.freeport.stack.Protocol;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a reservation: lock the port in the kernel, probe whether it is free, and hold it by a guard socket
 * where one is wanted.
 */
record SocketStep(GuardSockets sockets, boolean locksInKernel) {
    /** Takes the steps; {@code null} means that they succeeded. */
    @Nullable
    Refusal take(Reservation reservation, boolean relaxed, boolean guardNeeded) throws NoSocketException {
        try {
            if (locksInKernel && !sockets.kernelLocks().lock(reservation)) {
                return Refusal.LOCKED;
            }
            return look(reservation, relaxed, guardNeeded);
        } catch (BindDeniedException denied) {
            return Refusal.DENIED;
        } catch (IOException noSocket) {
            throw new NoSocketException(
                    "no socket is available to probe port " + reservation.port() + ": " + noSocket.getMessage(),
                    noSocket);
        }
    }

    private @Nullable Refusal look(Reservation reservation, boolean relaxed, boolean guardNeeded)
            throws IOException, NoSocketException {
        int port = reservation.port();
        Set<Protocol> protocols = reservation.options().protocols();
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
                : probe(port, relaxed, guardNeeded);
    }

    private @Nullable Refusal guard(Reservation reservation, boolean relaxed, boolean guardNeeded)
            throws IOException, NoSocketException {
        SocketChannel guard = sockets.bind(reservation.port());
        if (guard == null && relaxed) {
            guard = sockets.bindBesides(reservation.port());
        }
        Refusal refusal = hold(reservation, guard);
        if (refusal != null || sockets.mayWork()) {
            return refusal;
        }
        sockets.close(reservation.takeGuard());
        return probe(reservation.port(), relaxed, guardNeeded);
    }

    private @Nullable Refusal probe(int port, boolean relaxed, boolean guardNeeded)
            throws IOException, NoSocketException {
        if (guardNeeded) {
            throw new NoSocketException("its ports lie inside the dynamic range, and guard sockets do not work here");
        }
        if (!sockets.isBound(Protocol.TCP, port)) {
            return null;
        }
        return relaxed && sockets.canBindBesides(port) ? null : Refusal.BOUND;
    }

    private static @Nullable Refusal hold(Reservation reservation, @Nullable SocketChannel guard) {
        if (guard == null) {
            return Refusal.BOUND;
        }
        reservation.guardWith(guard);
        return null;
    }

    /** Closes the sockets of a reservation, in reverse order; each of them whatever the others throw. */
    void drop(Reservation reservation) {
        try {
            sockets.close(reservation.takeGuard());
        } finally {
            dropKernelLocks(reservation);
        }
    }

    private void dropKernelLocks(Reservation reservation) {
        DatagramChannel lock = reservation.takeKernelLock();
        if (lock != null) {
            try {
                sockets.kernelLocks().unlocked();
                sockets.close(lock);
            } finally {
                dropKernelLocks(reservation);
            }
        }
    }
}
