package dev.freeport.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Tells whether another extension may still handle a failure: one that ignores a BindException, or retries, must get the
 * BindException.
 *
 * <p>JUnit calls exception handlers in the reverse order of their registration, and {@link FreePort} registers ours late.
 * After the last handler nothing can replace the failure. JUnit does not reveal its extensions, so this looks where they are
 * declared; in doubt there is one. It does not see what a template brings along for each invocation: for test templates that
 * registers after ours, and so is called before.
 */
final class CompetingHandlers {
    private static final String AUTO_DETECTION = "junit.jupiter.extensions.autodetection.enabled";

    private CompetingHandlers() {}

    /** Tells whether one may handle what a test or lifecycle method throws. */
    static boolean mayHandleExceptions(ExtensionContext context) {
        return anyIs(
                Set.of(TestExecutionExceptionHandler.class, LifecycleMethodExecutionExceptionHandler.class), context);
    }

    /** Tells whether one may intercept what a constructor or a dynamic test throws. */
    static boolean mayIntercept(ExtensionContext context) {
        return anyIs(Set.of(InvocationInterceptor.class), context);
    }

    private static boolean anyIs(Set<Class<? extends Extension>> kinds, ExtensionContext context) {
        return context.getConfigurationParameter(AUTO_DETECTION)
                        .map(Boolean::parseBoolean)
                        .orElse(false)
                || declared(context).anyMatch(type -> isOneOf(kinds, type));
    }

    private static boolean isOneOf(Set<Class<? extends Extension>> kinds, Class<?> type) {
        return !BindFailureHandler.class.isAssignableFrom(type)
                && !type.getName().startsWith("org.junit.jupiter.")
                && kinds.stream().anyMatch(kind -> kind.isAssignableFrom(type));
    }

    private static Stream<Class<?>> declared(ExtensionContext innermost) {
        List<Class<?>> extensions = new ArrayList<>();
        Optional<ExtensionContext> context = Optional.of(innermost);
        while (context.isPresent()) {
            context.get().getTestMethod().ifPresent(method -> addAnnotated(method, extensions));
            Object instance = context.get().getTestInstance().orElse(null);
            context.get().getTestClass().ifPresent(type -> addAll(type, instance, extensions));
            context = context.get().getParent();
        }
        return extensions.stream();
    }

    /** Adds what a class declares anywhere, even what JUnit registers for some of its tests only. */
    private static void addAll(Class<?> type, @Nullable Object instance, List<Class<?>> extensions) {
        addAnnotated(type, extensions);
        Stream.concat(
                        Stream.of(type.getDeclaredConstructors()),
                        ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN).stream())
                .map(Executable::getParameters)
                .flatMap(Stream::of)
                .forEach(parameter -> addAnnotated(parameter, extensions));
        for (Field field : ReflectionSupport.findFields(type, field -> true, HierarchyTraversalMode.TOP_DOWN)) {
            addAnnotated(field, extensions);
            if (AnnotationSupport.isAnnotated(field, RegisterExtension.class)) {
                extensions.add(typeOfValue(field, instance));
            }
        }
    }

    private static void addAnnotated(AnnotatedElement element, List<Class<?>> extensions) {
        for (ExtendWith annotation : AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class)) {
            extensions.addAll(List.of(annotation.value()));
        }
    }

    private static Class<?> typeOfValue(Field field, @Nullable Object instance) {
        try {
            if (Modifier.isStatic(field.getModifiers())
                    || field.getDeclaringClass().isInstance(instance)) {
                field.setAccessible(true);
                Object value = field.get(instance);
                return value == null ? field.getType() : value.getClass();
            }
        } catch (IllegalAccessException | RuntimeException e) {
            // The declared type is the best known.
        }
        return field.getType();
    }
}
