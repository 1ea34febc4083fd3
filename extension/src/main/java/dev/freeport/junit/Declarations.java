package dev.freeport.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what annotations declare, and refuses what makes no sense, before anything is reserved. */
final class Declarations {
    private static final PortConverter NUMBER = new PortConverters.Number();

    private Declarations() {}

    /**
     * Reads the declaration of a site.
     *
     * @throws InvalidDeclarationException if it makes no sense
     */
    static Declaration of(DeclarationSite site) {
        try {
            Optional<FreePort> free = site.annotation(FreePort.class);
            if (free.isPresent() && !site.hasSeveralAnnotations()) {
                return of(site, free.get());
            }
            List<Declaration> found = new ArrayList<>();
            free.ifPresent(annotation -> found.add(of(site, annotation)));
            site.annotation(FixedPort.class).ifPresent(annotation -> found.add(of(site, annotation)));
            site.annotation(ClosedPort.class).ifPresent(annotation -> found.add(of(site, annotation)));
            site.annotation(OccupiedPort.class).ifPresent(annotation -> found.add(of(site, annotation)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("it is declared by "
                        + found.get(0).spec().annotation() + " and "
                        + found.get(1).spec().annotation() + ". Keep one of them.");
            }
            return found.get(0);
        } catch (IllegalArgumentException e) {
            throw InvalidDeclarationException.at(site, e);
        }
    }

    private static Declaration of(DeclarationSite site, FreePort annotation) {
        String name = annotation.value();
        if (isPort(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' would be a name; for the port " + name + " use @FixedPort(" + name + ").");
        }
        String scheme = annotation.scheme();
        PortConverter converter = site.type() == int.class ? NUMBER : PortConverters.ALL.of(site, "@FreePort", scheme);
        PortSpec spec = new FreePortSpec(annotation, converter, site);
        return of(site, name, annotation.scope(), spec, converter, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite site, FixedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE_OR_BOUND.of(site, "@FixedPort", scheme);
        PortSpec spec = new FixedPortSpec(annotation, converter, site);
        return of(site, "", annotation.scope(), spec, converter, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite site, ClosedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE.of(site, "@ClosedPort", scheme);
        PortSpec spec = new ClosedPortSpec(annotation);
        return of(site, annotation.value(), annotation.scope(), spec, converter, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite site, OccupiedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter converter = PortConverters.ONE.of(site, "@OccupiedPort", scheme);
        PortSpec spec = new OccupiedPortSpec(annotation, converter, site);
        return of(site, annotation.value(), annotation.scope(), spec, converter, scheme, annotation.property());
    }

    /**
     * Puts a declaration together.
     *
     * @throws IllegalArgumentException if a part of it makes no sense
     */
    static Declaration of(
            DeclarationSite site,
            String name,
            FreePort.Scope scope,
            PortSpec spec,
            PortConverter converter,
            String scheme,
            String property) {
        if (name.isBlank() && !name.isEmpty()) {
            throw new IllegalArgumentException("the name of a " + spec.annotation()
                    + " must not be blank. Leave it out for a port of its own, or give a name to share the port by.");
        }
        if (property.isBlank() && !property.isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute property must not be blank. Leave it out, or name a system property.");
        }
        if (!scheme.isEmpty() && !(converter instanceof PortConverters.Uri)) {
            throw new IllegalArgumentException("attribute scheme (" + scheme + ") is for a URI, but this is of type "
                    + site.type().getTypeName() + ".");
        }
        return new Declaration(site, name, scope, spec, converter, property);
    }

    private static boolean isPort(String name) {
        int number = 0;
        for (int i = 0; i < name.length() && number <= 65535; i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            number = 10 * number + digit - '0';
        }
        return number > 0 && number <= 65535;
    }
}
