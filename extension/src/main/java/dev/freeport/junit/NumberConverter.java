package dev.freeport.junit;

/** The port as {@code int} or {@code Integer}. */
final class NumberConverter implements PortConverter {
    @Override
    public Object of(DeclaredPorts ports, DeclarationSite place) {
        return ports.port();
    }
}
