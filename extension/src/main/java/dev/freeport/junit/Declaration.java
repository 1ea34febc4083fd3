package dev.freeport.junit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is declared at one site, read and checked before anything is reserved.
 *
 * @param site where
 * @param name by which declarations share the port; empty for a port of its own
 * @param scope how long it is to last
 * @param spec which ports it asks for
 * @param converter what makes the value of the parameter or field
 * @param property the system property that is to hold the number; empty for none
 */
record Declaration(
        DeclarationSite site,
        String name,
        FreePort.Scope scope,
        PortSpec spec,
        PortConverter converter,
        String property) {

    /**
     * Reads the annotation of a site.
     *
     * @throws InvalidDeclarationException if it makes no sense
     */
    static Declaration of(DeclarationSite site) {
        try {
            Optional<FreePort> free = site.annotation(FreePort.class);
            if (free.isPresent() && !site.hasSeveralAnnotations()) {
                return FreePortSpec.read(free.get(), site);
            }
            List<Declaration> found = new ArrayList<>();
            free.ifPresent(annotation -> found.add(FreePortSpec.read(annotation, site)));
            site.annotation(FixedPort.class).ifPresent(annotation -> found.add(FixedPortSpec.read(annotation, site)));
            site.annotation(ClosedPort.class).ifPresent(annotation -> found.add(ClosedPortSpec.read(annotation, site)));
            site.annotation(OccupiedPort.class)
                    .ifPresent(annotation -> found.add(OccupiedPortSpec.read(annotation, site)));
            if (found.size() > 1) {
                throw new IllegalArgumentException("it is declared by "
                        + found.get(0).spec.annotation() + " and "
                        + found.get(1).spec.annotation()
                        + ". Keep one of them.");
            }
            return found.get(0);
        } catch (IllegalArgumentException e) {
            throw InvalidDeclarationException.at(site, e);
        }
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
        DeclaredName.require(name, spec.annotation());
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

    /**
     * {@return what the port is filed under in its scope: a name or a number; where the scope is wider than that of the
     * site, the site, so that it has one port there however often JUnit reaches it; null for nothing}
     */
    @Nullable
    Object key(boolean widened) {
        if (!name.isEmpty()) {
            return name;
        }
        Object key = spec.key();
        return key == null && widened ? site.key() : key;
    }

    /** Returns {@code the name 'shop'} or {@code port 8080}. */
    String describeKey() {
        return name.isEmpty() ? "port " + spec.key() : "the name '" + name + "'";
    }

    /** Checks that ports which another declaration has reserved can be those of this one. */
    void requireAgreement(Declaration first) {
        if (first.site.equals(site)) {
            return;
        }
        if (!first.spec.annotation().equals(spec.annotation())) {
            throw contradiction(spec.annotation(), first, first.spec.annotation());
        }
        for (String attribute : spec.stated().keySet()) {
            if (!spec.agrees(attribute, first.spec)) {
                throw contradiction(spec.describe(attribute), first, first.spec.describe(attribute));
            }
        }
        if (converter.needs() != null && !first.spec.protocols().contains(converter.needs())) {
            throw contradiction("a type for protocol = " + converter.needs(), first, first.spec.describe("protocol"));
        }
    }

    private IllegalArgumentException contradiction(String mine, Declaration first, String others) {
        return new IllegalArgumentException(String.join(
                System.lineSeparator(),
                "two declarations of " + describeKey() + " in one scope contradict each other:",
                "  " + first.site + ": " + others,
                "  " + site + ": " + mine,
                "Make both the same" + (name.isEmpty() ? "." : ", or use two names.")));
    }
}
