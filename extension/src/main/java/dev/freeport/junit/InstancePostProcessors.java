package dev.freeport.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Finds extensions that prepare test instances, as Spring's does, and so may read a system property before an instance's own
 * ports are there. Only those that test classes register for all their tests: in doubt there is none.
 */
final class InstancePostProcessors {
    private InstancePostProcessors() {}

    /** Returns one that has prepared the instance of a context, or null. */
    static @Nullable Class<?> find(ExtensionContext innermost) {
        Optional<ExtensionContext> context = Optional.of(innermost);
        while (context.isPresent()) {
            Class<?> type = context.get().getTestClass().orElse(null);
            Class<?> found = type == null ? null : find(type);
            if (found != null) {
                return found;
            }
            context = context.get().getParent();
        }
        return null;
    }

    private static @Nullable Class<?> find(Class<?> testClass) {
        for (ExtendWith annotation : AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class)) {
            for (Class<?> extension : annotation.value()) {
                if (TestInstancePostProcessor.class.isAssignableFrom(extension)) {
                    return extension;
                }
            }
        }
        for (Field field : AnnotationSupport.findAnnotatedFields(testClass, RegisterExtension.class)) {
            if (Modifier.isStatic(field.getModifiers())
                    && TestInstancePostProcessor.class.isAssignableFrom(field.getType())) {
                return field.getType();
            }
        }
        return null;
    }
}
