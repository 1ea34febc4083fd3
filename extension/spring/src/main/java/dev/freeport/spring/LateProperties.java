package dev.freeport.spring;

import dev.freeport.junit.ClosedPort;
import dev.freeport.junit.FixedPort;
import dev.freeport.junit.FreePort;
import dev.freeport.junit.OccupiedPort;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Refuses system properties of instance fields before Spring starts the application context, which would not see them. JUnit
 * registers the extension that would set them only when Spring has prepared the instance.
 */
final class LateProperties {
    /** Whether a class has instance fields with ports: searched once, because a class may have a thousand tests. */
    private static final ClassValue<Boolean> MAY_BE_LATE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> testClass) {
            return Stream.of(FreePort.class, FixedPort.class, ClosedPort.class, OccupiedPort.class)
                    .anyMatch(type -> !AnnotationSupport.findAnnotatedFields(
                                    testClass, type, LateProperties::isOfInstance)
                            .isEmpty());
        }
    };

    private LateProperties() {}

    /**
     * Refuses the first one of a test class.
     *
     * @throws ExtensionConfigurationException if there is one
     */
    static void refuse(Class<?> testClass) {
        if (!MAY_BE_LATE.get(testClass)) {
            return;
        }
        refuse(testClass, FreePort.class, FreePort::property);
        refuse(testClass, FixedPort.class, FixedPort::property);
        refuse(testClass, ClosedPort.class, ClosedPort::property);
        refuse(testClass, OccupiedPort.class, OccupiedPort::property);
    }

    private static <A extends Annotation> void refuse(Class<?> testClass, Class<A> type, Function<A, String> property) {
        for (Field field : AnnotationSupport.findAnnotatedFields(testClass, type, LateProperties::isOfInstance)) {
            String key =
                    AnnotationSupport.findAnnotation(field, type).map(property).orElse("");
            if (!key.isEmpty() && !isSetByStaticField(testClass, type, property, key)) {
                throw new ExtensionConfigurationException("No port for field '" + field.getName() + "' of "
                        + testClass.getName() + ": the system property "
                        + key + " would be set after SpringExtension has prepared the test instance. Make the"
                        + " field static.");
            }
        }
    }

    private static boolean isOfInstance(Field field) {
        return !Modifier.isStatic(field.getModifiers());
    }

    private static <A extends Annotation> boolean isSetByStaticField(
            Class<?> testClass, Class<A> type, Function<A, String> property, String key) {
        for (Class<?> around = testClass; around != null; around = ContextConfigurations.outer(around)) {
            for (Field field :
                    AnnotationSupport.findAnnotatedFields(around, type, Predicate.not(LateProperties::isOfInstance))) {
                if (AnnotationSupport.findAnnotation(field, type)
                        .map(property)
                        .filter(key::equals)
                        .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
