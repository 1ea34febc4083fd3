package dev.freeport;

import dev.freeport.registry.Reservation;

/**
 * A TCP port that is reserved until {@link #close()}: no other thread, class loader, JVM or build of this user is given
 * it, and on Linux the kernel lends it to no client. A server may be bound to it, stopped and started again as often as
 * a test likes.
 *
 * <p>A reservation that is never closed ends with the JVM, however that ends. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class PortReservation implements AutoCloseable {
    private final Reservation reservation;

    PortReservation(Reservation reservation) {
        this.reservation = reservation;
    }

    /**
     * Returns the reserved port.
     *
     * @return the port, 1 to 65535; the same one after {@code close}
     */
    public int port() {
        return reservation.port();
    }

    /** Gives the port back, to be used again after the cool-down of its request. Further calls do nothing. */
    @Override
    public void close() {
        reservation.release();
    }

    /** Returns {@code port 20004, reserved for OrderTests.ships(int)}. */
    @Override
    public String toString() {
        return "port " + port() + ", reserved for " + reservation.terms().purpose();
    }
}
