package dev.freeport.junit;

/** The port as {@code int} or {@code Integer}. */
final class NumberForm implements PortForm {
    @Override
    public Object of(HeldPorts ports, Place place) {
        return ports.port();
    }
}
