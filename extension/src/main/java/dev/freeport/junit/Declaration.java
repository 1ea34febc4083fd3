package dev.freeport.junit;

import org.jspecify.annotations.Nullable;

/**
 * What is declared at one site, understood and checked before anything is reserved.
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
     * Returns what the port is filed under in its scope: a name or a number; or, where the scope is wider than that of the
     * site, the site, so that it has one port there however often JUnit reaches it.
     *
     * @return null for a port that is filed under nothing
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
            String mine = spec.describe(attribute);
            String other = first.spec.describe(attribute);
            if (!mine.equals(other) || spec.isIncomparable(attribute)) {
                throw contradiction(mine, first, other);
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
