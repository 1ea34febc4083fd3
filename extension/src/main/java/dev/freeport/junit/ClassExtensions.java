package dev.freeport.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extensions that test classes register for all their tests. In doubt there is none. */
final class ClassExtensions {
    /** They start a server in {@code beforeAll}. */
    private static final List<String> FRAMEWORKS = List.of(
            "io.quarkus.test.junit.QuarkusTestExtension",
            "io.quarkus.test.junit.QuarkusIntegrationTestExtension",
            "io.micronaut.test.extensions.junit5.MicronautJunit5Extension");

    private ClassExtensions() {}

    /** Returns one that has prepared the test instance of a context, as Spring's does, and may have started a server; or null. */
    static @Nullable Class<?> findPostProcessor(ExtensionContext innermost) {
        return find(innermost, extension -> TestInstancePostProcessor.class.isAssignableFrom(extension));
    }

    /** Returns one that starts a server in {@code beforeAll}, or null. */
    static @Nullable Class<?> findFramework(ExtensionContext innermost) {
        return find(innermost, extension -> FRAMEWORKS.contains(extension.getName()));
    }

    private static @Nullable Class<?> find(ExtensionContext innermost, Predicate<Class<?>> predicate) {
        Optional<ExtensionContext> context = Optional.of(innermost);
        while (context.isPresent()) {
            if (context.get().getTestClass().isPresent()) {
                for (Class<?> extension : of(context.get().getTestClass().get())) {
                    if (predicate.test(extension)) {
                        return extension;
                    }
                }
            }
            context = context.get().getParent();
        }
        return null;
    }

    /** Returns the one of a name that a test class or a class around it registers, or null. */
    static @Nullable Class<?> find(Class<?> testClass, String name) {
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            for (Class<?> extension : of(type)) {
                if (extension.getName().equals(name)) {
                    return extension;
                }
            }
        }
        return null;
    }

    private static List<Class<?>> of(Class<?> testClass) {
        List<Class<?>> extensions = new ArrayList<>();
        for (ExtendWith annotation : AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class)) {
            extensions.addAll(List.of(annotation.value()));
        }
        for (Field field : AnnotationSupport.findAnnotatedFields(testClass, RegisterExtension.class)) {
            if (Modifier.isStatic(field.getModifiers())) {
                extensions.add(field.getType());
            }
        }
        return extensions;
    }
}
