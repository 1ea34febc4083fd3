package dev.freeport.spring;

import dev.freeport.PortReservation;
import dev.freeport.internal.naming.NamedPortSource;
import dev.freeport.internal.naming.PortNames;
import dev.freeport.internal.naming.SharedPort;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.test.context.MergedContextConfiguration;

/** The names that a test shares with its application context. Public because {@code ServiceLoader} makes it. */
public final class SpringPortSource implements NamedPortSource {
    /** Called by {@code ServiceLoader}. */
    public SpringPortSource() {}

    @Override
    public Optional<PortNames> namesFor(Class<?> testClass) {
        return SpringTests.configuration(testClass).map(Names::new);
    }

    private record Names(MergedContextConfiguration configuration) implements PortNames {
        @Override
        public Optional<SharedPort> find(String name) {
            return NamedPorts.find(configuration, name);
        }

        @Override
        public SharedPort findOrReserve(String name, Supplier<PortReservation> reserve, Object reserver) {
            return NamedPorts.findOrReserve(configuration, name, reserve, reserver);
        }
    }
}
