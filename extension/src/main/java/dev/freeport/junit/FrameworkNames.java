package dev.freeport.junit;

import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.internal.naming.NamedPortSources;
import dev.freeport.internal.naming.PortNames;
import dev.freeport.internal.naming.SharedPort;
import dev.freeport.stack.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The names that a test shares with its framework, such as with Spring's application context. Those of free ports only, one
 * each, and not of the run, which may have several such contexts.
 */
record FrameworkNames(ExtensionContext context, Declaration declaration) {
    private static final FreePortSpec PLAIN = new FreePortSpec(1, false);

    /**
     * Returns the port that the name of the declaration has in the framework; null if it has none.
     *
     * @param ofClass whether the declaration lasts for a class: then the name gets a port, because the framework may ask for
     *     it later
     */
    @Nullable
    DeclaredPorts findOrReserve(boolean ofClass, PortRequest request) {
        PortNames names = names();
        if (names == null) {
            return null;
        }
        SharedPort shared = ofClass
                ? names.findOrReserve(declaration.name(), () -> reserve(request), declaration)
                : names.find(declaration.name()).orElse(null);
        if (shared == null) {
            return null;
        }
        try {
            requireAgreement(shared);
        } catch (IllegalArgumentException contradiction) {
            shared.close();
            throw contradiction;
        }
        return new DeclaredPorts(declaration, shared);
    }

    /** Tells whether some ports are those that the name has in the framework, if the framework has names for this test. */
    boolean agreeOn(DeclaredPorts ports) {
        PortNames names = names();
        if (names == null) {
            return true;
        }
        SharedPort shared = names.find(declaration.name()).orElse(null);
        if (shared == null) {
            return false;
        }
        try (shared) {
            return ports.reservations().get(0).port() == shared.reservation().port();
        }
    }

    private @Nullable PortNames names() {
        return isShareable()
                ? NamedPortSources.namesFor(context.getRequiredTestClass()).orElse(null)
                : null;
    }

    /** Reserves one, unless the build has reserved it. */
    private PortReservation reserve(PortRequest request) {
        return declaration.spec().reserve(declaration, request).reservations().get(0);
    }

    private boolean isShareable() {
        return !declaration.name().isEmpty()
                && declaration.scope() != FreePort.Scope.RUN
                && declaration.spec() instanceof FreePortSpec spec
                && spec.isForOnePort();
    }

    private void requireAgreement(SharedPort shared) {
        if (shared.reserver().orElse(null) instanceof Declaration first) {
            declaration.requireAgreement(first);
            return;
        }
        PortSpec spec = declaration.spec();
        for (String attribute : spec.stated().keySet()) {
            if (!spec.agrees(attribute, PLAIN)) {
                throw contradiction(spec.describe(attribute));
            }
        }
        Protocol needed = declaration.converter().needs();
        if (needed != null && !PLAIN.protocols().contains(needed)) {
            throw contradiction("a type for protocol = " + needed);
        }
    }

    private IllegalArgumentException contradiction(String mine) {
        return new IllegalArgumentException(declaration.describeKey()
                + " belongs to the application context, whose port cannot have " + mine
                + ". Leave that out, or use another name.");
    }
}
