package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what annotations declare. Whatever is wrong with that is said here, before anything is reserved. */
final class Declarations {
    private static final PortForm NUMBER = new NumberForm();

    private Declarations() {}

    /** Finds annotations of a place, directly or by way of others. */
    interface Annotations {
        <A extends Annotation> Optional<A> find(Class<A> type);
    }

    /**
     * Reads the declaration of a place.
     *
     * @param several whether the place has several annotations, of which more than one may be of ours
     * @throws RefusedDeclarationException if it makes no sense
     */
    static Declaration of(Place place, Annotations annotations, boolean several) {
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
                        + found.get(0).wish().annotation() + " and "
                        + found.get(1).wish().annotation() + ". Keep one of them.");
            }
            return found.get(0);
        } catch (IllegalArgumentException e) {
            throw RefusedDeclarationException.at(place, String.valueOf(e.getMessage()));
        }
    }

    private static Declaration of(Place place, FreePort annotation) {
        String scheme = annotation.scheme();
        PortForm form = place.type() == int.class ? NUMBER : PortForms.ALL.of(place, "@FreePort", scheme);
        FreeWish wish = new FreeWish(
                Choosing.of(annotation.ranges(), annotation.avoid(), annotation.safeOn()),
                Protocols.of(annotation.protocol(), form, place),
                annotation.guard(),
                count(form, annotation, place),
                annotation.contiguous());
        return of(place, annotation.value(), annotation.scope(), wish, form, scheme, annotation.property());
    }

    private static Declaration of(Place place, FixedPort annotation) {
        String scheme = annotation.scheme();
        PortForm form = PortForms.ONE_OR_BOUND.of(place, "@FixedPort", scheme);
        FixedWish wish = new FixedWish(
                annotation.value(),
                Protocols.of(annotation.protocol(), form, place),
                annotation.guard(),
                annotation.timeout());
        return of(place, "", annotation.scope(), wish, form, scheme, annotation.property());
    }

    private static Declaration of(Place place, ClosedPort annotation) {
        String scheme = annotation.scheme();
        PortForm form = PortForms.ONE.of(place, "@ClosedPort", scheme);
        ClosedWish wish = new ClosedWish(Choosing.of(annotation.ranges(), annotation.avoid(), annotation.safeOn()));
        return of(place, annotation.value(), annotation.scope(), wish, form, scheme, annotation.property());
    }

    private static Declaration of(Place place, OccupiedPort annotation) {
        String scheme = annotation.scheme();
        PortForm form = PortForms.ONE.of(place, "@OccupiedPort", scheme);
        Protocols.of(new Protocol[] {annotation.protocol()}, form, place);
        OccupiedWish wish = new OccupiedWish(
                Choosing.of(annotation.ranges(), annotation.avoid(), annotation.safeOn()),
                annotation.protocol(),
                annotation.by(),
                annotation.listening());
        return of(place, annotation.value(), annotation.scope(), wish, form, scheme, annotation.property());
    }

    /**
     * Puts a declaration together.
     *
     * @throws IllegalArgumentException if a part of it makes no sense
     */
    static Declaration of(
            Place place,
            String name,
            FreePort.Scope scope,
            PortWish wish,
            PortForm form,
            String scheme,
            String property) {
        if (name.isBlank() && !name.isEmpty()) {
            throw new IllegalArgumentException("the name of a " + wish.annotation() + " must not be blank. Leave it out"
                    + " for a port of its own, or give a name to share the port by.");
        }
        if (property.isBlank() && !property.isEmpty()) {
            throw new IllegalArgumentException(
                    "attribute property must not be blank. Leave it out, or name a system property.");
        }
        if (!scheme.isEmpty() && !(form instanceof UriForm)) {
            throw new IllegalArgumentException("attribute scheme (" + scheme + ") is for a URI, but this is of type "
                    + place.type().getTypeName() + ".");
        }
        return new Declaration(place, name, scope, wish, form, property);
    }

    /** Returns how many ports are wanted; 0 for as many as the first declaration of the name says. */
    private static int count(PortForm form, FreePort annotation, Place place) {
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
