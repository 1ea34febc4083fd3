package dev.freeport.junit;

/** The port as a {@code PortReservation}, which may be closed before the end of the scope. */
final class ReservationForm implements PortForm {
    @Override
    public Object of(HeldPorts ports, Place place) {
        return ports.reservations().get(0);
    }
}
