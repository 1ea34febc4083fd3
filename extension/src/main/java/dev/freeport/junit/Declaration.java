package dev.freeport.junit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is declared at one place, understood and checked before anything is reserved.
 *
 * @param place where
 * @param name what the port is shared by; empty for a port of its own
 * @param scope how long it is to last
 * @param wish which ports are wanted
 * @param form what is given for them
 * @param property the system property that is to tell the port; empty for none
 */
record Declaration(
        DeclarationSite place, String name, FreePort.Scope scope, PortSpec spec, PortConverter form, String property) {

    /**
     * Returns what the port is filed under in its scope: a name, a number, or where the scope is wider than that of the
     * place, the place, so that it has one port there however often it is met.
     *
     * @return null for a port that is filed under nothing
     */
    @Nullable
    Object key(boolean widened) {
        if (!name.isEmpty()) {
            return name;
        }
        Object key = spec.key();
        return key == null && widened ? place.key() : key;
    }

    /** Checks that ports which another declaration has got can be those of this one. */
    void requireAgreement(Declaration first) {
        if (first.place.equals(place)) {
            return;
        }
        if (!first.spec.annotation().equals(spec.annotation())) {
            throw contradiction(spec.annotation(), first, first.spec.annotation());
        }
        Map<String, String> attributes = spec.attributes();
        Map<String, String> others = first.spec.attributes();
        for (String attribute : spec.stated()) {
            String other = others.get(attribute);
            if (!String.valueOf(attributes.get(attribute)).equals(other)) {
                throw contradiction(
                        attribute + " = " + attributes.get(attribute),
                        first,
                        other == null ? "no " + attribute : attribute + " = " + other);
            }
        }
        if (form.needs() != null && !first.spec.protocols().contains(form.needs())) {
            throw contradiction("a type for protocol = " + form.needs(), first, "protocol = " + others.get("protocol"));
        }
    }

    private InvalidDeclarationException contradiction(String mine, Declaration first, String others) {
        String line = System.lineSeparator() + "  ";
        return InvalidDeclarationException.at(
                place,
                (name.isEmpty() ? "port " + spec.key() : "the name '" + name + "'")
                        + " is declared twice in one scope, and the declarations contradict each other:"
                        + line + first.place + ": " + others
                        + line + place + ": " + mine
                        + System.lineSeparator()
                        + (name.isEmpty()
                                ? "Declare it in the same way at both places."
                                : "Declare it in the same way at both places, or give two names."));
    }
}
