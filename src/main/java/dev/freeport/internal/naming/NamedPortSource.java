package dev.freeport.internal.naming;

import java.util.Optional;

/** Knows the names that tests share with something that outlives them. {@code ServiceLoader} finds it. */
public interface NamedPortSource {
    /** Returns the names that tests of a class share; empty if they share none. */
    Optional<PortNames> namesFor(Class<?> testClass);
}
