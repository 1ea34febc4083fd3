package dev.freeport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Answers {@code ${freeport.http}} with the port of that name, as {@code ${random.int}} is answered. */
final class PortPropertySource extends PropertySource<ContextPorts> {
    private static final String NAME = "freeport";

    private PortPropertySource(ContextPorts ports) {
        super(NAME, ports);
    }

    /** Adds the ports to an environment, where any property that a user sets comes before them. */
    static void add(ContextPorts ports, ConfigurableEnvironment environment) {
        environment.getPropertySources().remove(NAME);
        environment.getPropertySources().addLast(new PortPropertySource(ports));
    }

    static @Nullable ContextPorts find(Environment environment) {
        return environment instanceof ConfigurableEnvironment configurable
                        && configurable.getPropertySources().get(NAME) instanceof PortPropertySource own
                ? own.getSource()
                : null;
    }

    @Override
    public @Nullable Object getProperty(String property) {
        String name = name(property);
        return name == null ? null : getSource().port(name);
    }

    /** Reserves nothing. */
    @Override
    public boolean containsProperty(String property) {
        return name(property) != null;
    }

    /** Spring Boot ignores what a source of properties throws, so the refusal is said when the context does not start. */
    private @Nullable String name(String property) {
        try {
            return PortProperty.name(property);
        } catch (IllegalArgumentException refused) {
            getSource().refuse(property, String.valueOf(refused.getMessage()));
            throw refused;
        }
    }
}
