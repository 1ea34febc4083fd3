package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what annotations declare. Whatever is wrong with that is said here, before anything is reserved. */
final class Declarations {
    private static final PortConverter NUMBER = new NumberConverter();

    private Declarations() {}

    /** Finds annotations of a place, directly or by way of others. */
    interface Annotations {
        <A extends Annotation> Optional<A> find(Class<A> type);
    }

    /**
     * Reads the declaration of a place.
     *
     * @param several whether the place has several annotations, of which more than one may be of ours
     * @throws InvalidDeclarationException if it makes no sense
     */
    static Declaration of(DeclarationSite place, Annotations annotations, boolean several) {
        try {
            Optional<FreePort> free = annotations.find(FreePort.class);
            if (free.isPresent() && !several) {
                return of(place, free.get());
            }
            List<Declaration> found = new ArrayList<>();
            free.ifPresent(annotation -> found.add(of(place, annotation)));
            annotations.find(FixedPort.class).ifPresent(annotation -> found.add(of(place, annotation)));
            annotations.find(ClosedPort.class).ifPresent(annotation -> found.add(of(place, annotation)));
            annotations.find(OccupiedPort.class).ifPresent(annotation -> found.add(of(place, annotation)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("it is declared by "
                        + found.get(0).spec().annotation() + " and "
                        + found.get(1).spec().annotation() + ". Keep one of them.");
            }
            return found.get(0);
        } catch (IllegalArgumentException e) {
            throw InvalidDeclarationException.at(place, String.valueOf(e.getMessage()));
        }
    }

    private static Declaration of(DeclarationSite place, FreePort annotation) {
        String scheme = annotation.scheme();
        PortConverter form = place.type() == int.class ? NUMBER : PortConverters.ALL.of(place, "@FreePort", scheme);
        FreePortSpec spec = new FreePortSpec(
                PortSelection.of(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn()),
                DeclaredProtocols.of(annotation.protocol(), form, place),
                annotation.guardSocket(),
                count(form, annotation, place),
                annotation.contiguous());
        return of(place, annotation.value(), annotation.scope(), spec, form, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite place, FixedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter form = PortConverters.ONE_OR_BOUND.of(place, "@FixedPort", scheme);
        FixedPortSpec spec = new FixedPortSpec(
                annotation.value(),
                DeclaredProtocols.of(annotation.protocol(), form, place),
                annotation.guardSocket(),
                annotation.timeout());
        return of(place, "", annotation.scope(), spec, form, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite place, ClosedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter form = PortConverters.ONE.of(place, "@ClosedPort", scheme);
        ClosedPortSpec spec = new ClosedPortSpec(
                PortSelection.of(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn()));
        return of(place, annotation.value(), annotation.scope(), spec, form, scheme, annotation.property());
    }

    private static Declaration of(DeclarationSite place, OccupiedPort annotation) {
        String scheme = annotation.scheme();
        PortConverter form = PortConverters.ONE.of(place, "@OccupiedPort", scheme);
        DeclaredProtocols.of(new Protocol[] {annotation.protocol()}, form, place);
        OccupiedPortSpec spec = new OccupiedPortSpec(
                PortSelection.of(annotation.ranges(), annotation.excludedRanges(), annotation.safeOn()),
                annotation.protocol(),
                annotation.by(),
                annotation.listening());
        return of(place, annotation.value(), annotation.scope(), spec, form, scheme, annotation.property());
    }

    /**
     * Puts a declaration together.
     *
     * @throws IllegalArgumentException if a part of it makes no sense
     */
    static Declaration of(
            DeclarationSite place,
            String name,
            FreePort.Scope scope,
            PortSpec spec,
            PortConverter form,
            String scheme,
            String property) {
        if (name.isBlank() && !name.isEmpty()) {
            throw new IllegalArgumentException("the name of a " + spec.annotation() + " must not be blank. Leave it out"
                    + " for a port of its own, or give a name to share the port by.");
        }
        if (property.isBlank() && !property.isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute property must not be blank. Leave it out, or name a system property.");
        }
        if (!scheme.isEmpty() && !(form instanceof UriConverter)) {
            throw new IllegalArgumentException("attribute scheme (" + scheme + ") is for a URI, but this is of type "
                    + place.type().getTypeName() + ".");
        }
        return new Declaration(place, name, scope, spec, form, property);
    }

    /** Returns how many ports are wanted; 0 for as many as the first declaration of the name says. */
    private static int count(PortConverter form, FreePort annotation, DeclarationSite place) {
        int stated = annotation.count();
        if (stated < 0) {
            throw new IllegalArgumentException("attribute count (" + stated + ") must be at least 1.");
        }
        if (form.isOfSeveral()) {
            if (stated == 0 && annotation.value().isEmpty()) {
                throw new IllegalArgumentException("attribute count (0) must be at least 1. Say how many ports this "
                        + place.type().getTypeName() + " is to have.");
            }
            return stated;
        }
        if (stated > 1 || annotation.contiguous()) {
            throw new IllegalArgumentException("attribute " + (stated > 1 ? "count (" + stated + ")" : "contiguous")
                    + " is for int[] and List<Integer>, but this is of type "
                    + place.type().getTypeName() + ".");
        }
        return 1;
    }
}
