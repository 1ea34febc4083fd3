package dev.freeport.spring;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.test.context.BootstrapUtils;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Finds the configuration of the application context that a test class has. */
final class ContextConfigurations {
    private static final ClassValue<Optional<MergedContextConfiguration>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<MergedContextConfiguration> computeValue(Class<?> testClass) {
            return hasContext(testClass) ? merge(testClass) : Optional.empty();
        }
    };

    private ContextConfigurations() {}

    /** Returns the configuration, which is equal to that of other classes that share the context; empty without Spring. */
    static Optional<MergedContextConfiguration> configuration(Class<?> testClass) {
        return KNOWN.get(testClass);
    }

    private static boolean hasContext(Class<?> testClass) {
        for (Class<?> type = testClass; type != null; type = outer(type)) {
            for (ExtendWith annotation : AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class)) {
                for (Class<?> extension : annotation.value()) {
                    if (SpringExtension.class.isAssignableFrom(extension)) {
                        return true;
                    }
                }
            }
            for (Field field : AnnotationSupport.findAnnotatedFields(type, RegisterExtension.class)) {
                if (Modifier.isStatic(field.getModifiers())
                        && SpringExtension.class.isAssignableFrom(field.getType())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the class around a nested test class; null for others. */
    static @Nullable Class<?> outer(Class<?> type) {
        return Modifier.isStatic(type.getModifiers()) ? null : type.getEnclosingClass();
    }

    private static Optional<MergedContextConfiguration> merge(Class<?> testClass) {
        try {
            return Optional.of(
                    BootstrapUtils.resolveTestContextBootstrapper(testClass).buildMergedContextConfiguration());
        } catch (RuntimeException invalid) {
            // Spring says it itself, and better, when it loads the context
            return Optional.empty();
        }
    }
}
