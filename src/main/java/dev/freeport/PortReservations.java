package dev.freeport;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Several ports that are reserved together until {@link #close()}. Safe for use by several threads.
 *
 * <pre>{@code
 * try (PortReservations peers = FreePorts.reserveSeveral(3, PortRequest.fromSystemProperties())) {
 *     for (int port : peers.ports()) {
 *         cluster.add(port);
 *     }
 *     ...
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class PortReservations implements AutoCloseable {
    private final List<PortReservation> reservations;

    PortReservations(List<PortReservation> reservations) {
        this.reservations = List.copyOf(reservations);
    }

    /**
     * {@return one of the ports, 1 to 65535}
     *
     * @param index 0 to {@code ports().size() - 1}
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public int port(int index) {
        return reservations.get(index).port();
    }

    /** {@return the ports, in ascending order if they are contiguous; the same ones after {@code close}} */
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (PortReservation reservation : reservations) {
            ports.add(reservation.port());
        }
        return ports;
    }

    /** {@return the reservations, in the order of {@link #ports()}, to be closed one by one} */
    public List<PortReservation> each() {
        return reservations;
    }

    /**
     * Releases all ports, the last one first. Further calls do nothing.
     *
     * @throws PortLeakException if a process still listens on one of the ports, and the request says
     *     {@link LeakCheck#FAIL}; all ports are released nevertheless
     */
    @Override
    public void close() {
        PortLeakException leak = null;
        for (int i = reservations.size() - 1; i >= 0; i--) {
            try {
                reservations.get(i).close();
            } catch (PortLeakException e) {
                if (leak == null) {
                    leak = e;
                } else {
                    leak.addSuppressed(e);
                }
            }
        }
        if (leak != null) {
            throw leak;
        }
    }

    /** Returns {@code ports 20004, 20007}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "ports ", "");
        ports().forEach(port -> text.add(port.toString()));
        return text.toString();
    }
}
