package dev.freeport.junit;

import dev.freeport.stack.Protocol;
import org.jspecify.annotations.Nullable;

/** What a parameter or field is given for its ports: one for each family of types. */
interface PortConverter {

    /**
     * Makes the value.
     *
     * @param ports the ports
     * @param place where the value is wanted
     * @throws InvalidDeclarationException if these ports cannot have this form
     */
    Object of(DeclaredPorts ports, DeclarationSite place);

    /** Tells whether it takes several ports, whose count must be stated. */
    default boolean isOfSeveral() {
        return false;
    }

    /** Returns the protocol without which it cannot be, or null. */
    default @Nullable Protocol needs() {
        return null;
    }

    /** Returns what to do where that protocol is not wanted, as a sentence; empty if the type says it. */
    default String otherwise() {
        return "";
    }
}
