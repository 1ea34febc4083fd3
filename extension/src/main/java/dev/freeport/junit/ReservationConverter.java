package dev.freeport.junit;

/** The port as a {@code PortReservation}, which may be closed before the end of the scope. */
final class ReservationConverter implements PortConverter {
    @Override
    public Object of(DeclaredPorts ports, DeclarationSite place) {
        return ports.reservations().get(0);
    }
}
