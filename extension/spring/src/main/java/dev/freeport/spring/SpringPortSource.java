package dev.freeport.spring;

import dev.freeport.PortReservation;
import dev.freeport.internal.naming.NamedPortSource;
import dev.freeport.internal.naming.PortNames;
import dev.freeport.internal.naming.SharedPort;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.test.context.MergedContextConfiguration;

/** The names that a test shares with its application context. Public because {@code ServiceLoader} makes it. */
public final class SpringPortSource implements NamedPortSource {
    /** Called by {@code ServiceLoader}. */
    public SpringPortSource() {}

    @Override
    public Optional<PortNames> namesFor(Class<?> testClass) {
        return ContextConfigurations.configuration(testClass).map(Names::new);
    }

    /** Spring Boot starts its server itself: a test cannot pass a number to that, but to others that it starts. */
    @Override
    public Optional<String> howToServe(Class<?> testClass) {
        return ContextConfigurations.configuration(testClass)
                .filter(SpringPortSource::isOfSpringBoot)
                .map(unused ->
                        "If Spring Boot is to listen there, set server.port=${freeport.NAME} and use @FreePort(\"NAME\") and"
                                + " @SpringBootTest(webEnvironment = DEFINED_PORT); or connect to the port of"
                                + " @LocalServerPort.");
    }

    private static boolean isOfSpringBoot(MergedContextConfiguration configuration) {
        return configuration.getContextLoader().getClass().getName().startsWith("org.springframework.boot.test.");
    }

    /** The names of a context and of its parents, which are their children's, too. */
    private record Names(MergedContextConfiguration configuration) implements PortNames {
        @Override
        public Optional<SharedPort> find(String name) {
            for (MergedContextConfiguration each : outermostFirst()) {
                Optional<SharedPort> port = NamedPorts.find(each, name);
                if (port.isPresent()) {
                    return port;
                }
            }
            return Optional.empty();
        }

        /** Any of the contexts may ask for it later. */
        @Override
        public SharedPort findOrReserve(String name, Supplier<PortReservation> reserve, Object reserver) {
            return find(name)
                    .orElseGet(() -> NamedPorts.findOrReserve(outermostFirst().getFirst(), name, reserve, reserver));
        }

        private Deque<MergedContextConfiguration> outermostFirst() {
            Deque<MergedContextConfiguration> all = new ArrayDeque<>();
            for (MergedContextConfiguration each = configuration; each != null; each = each.getParent()) {
                all.addFirst(each);
            }
            return all;
        }
    }
}
