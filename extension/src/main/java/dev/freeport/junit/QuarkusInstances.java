package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * The classes and instances that run the tests of Quarkus. Older versions construct an instance of their own beside that of
 * JUnit, and the oldest load the test class anew for it; newer ones give JUnit the instance that runs the tests.
 *
 * <p>Quarkus shows them only to callbacks that are compiled against it and loaded by its own class loader, so this reads the
 * fields of its extension. Where they are missing, JUnit's instance runs the tests.
 */
final class QuarkusInstances {
    private static final String EXTENSION = "io.quarkus.test.junit.QuarkusTestExtension";

    private static final String APPLICATION = "runningQuarkusApplication";

    private static final Namespace NAMESPACE = Namespace.create(QuarkusInstances.class);

    private static final String LATE = "late property";

    /** Searched once, because a class may have a thousand tests. */
    private static final ClassValue<Optional<QuarkusInstances>> KNOWN = new ClassValue<>() {
        @Override
        protected Optional<QuarkusInstances> computeValue(Class<?> type) {
            Class<?> extension = ClassExtensions.find(type, EXTENSION);
            return extension == null ? Optional.empty() : Optional.of(new QuarkusInstances(extension));
        }
    };

    private final Class<?> extension;

    private QuarkusInstances(Class<?> extension) {
        this.extension = extension;
    }

    /** Returns those of the class of a context, or null if Quarkus does not run it. */
    static @Nullable QuarkusInstances find(ExtensionContext context) {
        return KNOWN.get(context.getRequiredTestClass()).orElse(null);
    }

    /** Tells whether Quarkus has loaded Freeport anew, for the tests of one application, and so beside what others know. */
    static boolean haveLoaded(Class<?> type) {
        return type.getClassLoader().getClass().getName().startsWith("io.quarkus.");
    }

    /**
     * Refuses a property of Quarkus that a class sets for itself alone: its application serves all classes. Notes one that
     * the running application has not seen.
     *
     * @throws IllegalArgumentException if the property ends before the application
     */
    static void requireInTime(Declaration declaration, boolean isSet, ExtensionContext context) {
        QuarkusInstances tests = find(context);
        if (tests == null) {
            return;
        }
        if (declaration.scope() != FreePort.Scope.RUN) {
            throw new IllegalArgumentException("Quarkus keeps its application for other classes, so "
                    + declaration.property() + " must last as long. Add scope = FreePort.Scope.RUN.");
        }
        Object application = tests.read(APPLICATION);
        Store ofAllClasses = context.getRoot().getStore(NAMESPACE);
        if (!isSet && application != null) {
            ofAllClasses.put(declaration.property(), application);
        }
        if (application != null && application == ofAllClasses.get(declaration.property())) {
            context.getStore(NAMESPACE).put(LATE, new LateProperty(declaration, application));
        }
    }

    /** Sets the fields of the class and the instances that run the tests as those that JUnit knows are set. */
    static void copyFields(ExtensionContext context) {
        QuarkusInstances tests = find(context);
        if (tests == null) {
            return;
        }
        tests.requireNewApplication(context);
        Class<?> known = context.getRequiredTestClass();
        Class<?> running = tests.running(known);
        if (running != known) {
            for (PortField field : PortFields.of(known).ofClass()) {
                field.copy(null, running, null);
            }
        }
        for (Object instance : PortScopes.instances(context)) {
            Object other = tests.running(instance);
            if (other != instance && PortScopes.isInjected(context, instance)) {
                for (PortField field : PortFields.of(instance.getClass()).ofInstances()) {
                    field.copy(instance, other.getClass(), other);
                }
            }
        }
    }

    /** Refuses a property that was set while an application ran, unless Quarkus has started another one since. */
    private void requireNewApplication(ExtensionContext context) {
        LateProperty late = context.getStore(NAMESPACE).get(LATE, LateProperty.class);
        if (late != null && late.application == read(APPLICATION)) {
            throw InvalidDeclarationException.at(
                    late.declaration.site(),
                    "Quarkus has started its application for another class, before "
                            + late.declaration.property()
                            + " was set. Declare the field in a superclass of all classes with @QuarkusTest.");
        }
    }

    /** Refuses a parameter whose value Quarkus cannot pass to a class that it has loaded anew: it clones what it passes. */
    static void requirePassable(DeclarationSite site, ExtensionContext context) {
        if (site.type() == PortReservation.class
                || site.type() == ServerSocket.class
                || site.type() == DatagramSocket.class) {
            QuarkusInstances tests = find(context);
            if (tests != null) {
                tests.requirePassable((Class<?>) site.type(), site, context.getRequiredTestClass());
            }
        }
    }

    private void requirePassable(Class<?> type, DeclarationSite site, Class<?> known) {
        Class<?> running = running(known);
        if (running == known) {
            return;
        }
        if (type != PortReservation.class) {
            throw refusal(site, type, type == ServerSocket.class ? "ServerSocketChannel" : "DatagramChannel");
        } else if (load(type.getName(), running.getClassLoader()) != type) {
            throw refusal(site, type, "int");
        }
    }

    static InvalidDeclarationException refusal(DeclarationSite site, Class<?> type, String instead) {
        return InvalidDeclarationException.at(
                site,
                "this version of Quarkus cannot pass a " + type.getSimpleName() + " to a test. Use " + instead
                        + " instead.");
    }

    private Class<?> running(Class<?> known) {
        Object application = read(APPLICATION);
        if (application == null) {
            return known;
        }
        try {
            Method getter = application.getClass().getMethod("getClassLoader");
            getter.setAccessible(true);
            Class<?> running = load(known.getName(), (ClassLoader) getter.invoke(application));
            return running == null ? known : running;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException newerVersion) {
            return known;
        }
    }

    private Object running(Object known) {
        List<Object> candidates = new ArrayList<>();
        candidates.add(read("actualTestInstance"));
        if (read("outerInstances") instanceof Collection<?> outer) {
            candidates.addAll(outer);
        }
        for (Object candidate : candidates) {
            if (candidate != null
                    && candidate.getClass().getName().equals(known.getClass().getName())) {
                return candidate;
            }
        }
        return known;
    }

    private static @Nullable Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Reads a static field of the extension or of its superclasses; null where a version has none. */
    private @Nullable Object read(String name) {
        for (Class<?> type = extension; type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(null);
            } catch (NoSuchFieldException e) {
                // a superclass may have it
            } catch (IllegalAccessException | RuntimeException newerVersion) {
                return null;
            }
        }
        return null;
    }

    /** A property of Quarkus that was set while an application ran. */
    private record LateProperty(Declaration declaration, Object application) {}
}
