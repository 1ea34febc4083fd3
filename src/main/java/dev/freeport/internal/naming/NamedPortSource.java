package dev.freeport.internal.naming;

import java.util.Optional;

/** Knows the names that tests share with something that outlives them. {@code ServiceLoader} finds it. */
public interface NamedPortSource {
    /** Returns the names that tests of a class share; empty if they share none. */
    Optional<PortNames> namesFor(Class<?> testClass);

    /**
     * Returns how tests of a class have a server listen on the port that they know, as sentences in the imperative; empty if
     * the framework starts no servers for them.
     */
    default Optional<String> howToServe(Class<?> testClass) {
        return Optional.empty();
    }
}
