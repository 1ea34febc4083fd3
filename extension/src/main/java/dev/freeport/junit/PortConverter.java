package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import org.jspecify.annotations.Nullable;

/** Makes the value of a parameter or field from its ports: one for each family of types. */
interface PortConverter {

    /** Makes the value that is wanted at a site; fails if these ports cannot become one. */
    Object convert(DeclaredPorts ports, DeclarationSite site);

    /** Tells whether it takes several ports, whose count must be stated. */
    default boolean isOfSeveral() {
        return false;
    }

    /** Returns the protocol that the ports must be reserved for, or null. */
    default @Nullable Protocol needs() {
        return null;
    }

    /** Returns what to do where that protocol is not wanted, as a sentence after a space; empty if the type says it. */
    default String otherwise() {
        return "";
    }
}
