package dev.freeport.internal.naming;

import dev.freeport.internal.text.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** All sources of named ports. */
public final class NamedPortSources {
    private static final List<NamedPortSource> ALL = load();

    private NamedPortSources() {}

    /** Returns the names that tests of a class share; empty if they share none. */
    public static Optional<PortNames> namesFor(Class<?> testClass) {
        for (NamedPortSource source : ALL) {
            try {
                Optional<PortNames> names = source.namesFor(testClass);
                if (names.isPresent()) {
                    return names;
                }
            } catch (LinkageError withoutFramework) {
                continue;
            }
        }
        return Optional.empty();
    }

    /** Returns how tests of a class have a server listen on the port that they know; empty if no framework starts servers. */
    public static Optional<String> howToServe(Class<?> testClass) {
        for (NamedPortSource source : ALL) {
            try {
                Optional<String> advice = source.howToServe(testClass);
                if (advice.isPresent()) {
                    return advice;
                }
            } catch (LinkageError withoutFramework) {
                continue;
            }
        }
        return Optional.empty();
    }

    private static List<NamedPortSource> load() {
        List<NamedPortSource> sources = new ArrayList<>();
        try {
            ServiceLoader.load(NamedPortSource.class, NamedPortSource.class.getClassLoader())
                    .forEach(sources::add);
        } catch (ServiceConfigurationError | LinkageError unusable) {
            Warnings.say("Tests share no ports by name with their framework: " + unusable);
        }
        return sources;
    }
}
