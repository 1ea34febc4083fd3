package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.TestInstances;

/** Finds the scopes of ports that belong to a context of JUnit. */
final class PortScopes {
    private static final Namespace NAMESPACE = Namespace.create(FreePortExtension.class);

    private PortScopes() {}

    /** Returns the scope of a context itself: a test or a class. */
    static PortScope of(ExtensionContext context) {
        // The key is the context's own, because a store also returns its parents' values.
        return Objects.requireNonNull(context.getStore(NAMESPACE)
                .getOrComputeIfAbsent("scope " + context.getUniqueId(), key -> new PortScope(), PortScope.class));
    }

    /** Returns the scope of the innermost class around a context that declares the site; if none does, of the innermost one. */
    static PortScope ofClass(ExtensionContext innermost, Class<?> declaring) {
        ExtensionContext nearest = innermost;
        while (nearest.getTestMethod().isPresent()) {
            nearest = nearest.getParent().orElseThrow();
        }
        Optional<ExtensionContext> context = Optional.of(nearest);
        while (context.isPresent() && context.get().getTestClass().isPresent()) {
            if (declaring.isAssignableFrom(context.get().getTestClass().get())) {
                return of(context.get());
            }
            context = context.get().getParent();
        }
        return of(nearest);
    }

    /** Returns the ports of static fields, which are those of the whole run. */
    static StaticFieldPorts shared(ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent("static fields", key -> new StaticFieldPorts(), StaticFieldPorts.class));
    }

    /** Tells whether the fields of a test instance have their ports from this context or an outer one. */
    static boolean isInjected(ExtensionContext context, Object instance) {
        for (PortScope scope : visibleFrom(context)) {
            if (scope.isInjected(instance)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the test instances of a context, the outermost first. */
    static List<Object> instances(ExtensionContext context) {
        TestInstances instances = context.getTestInstances().orElse(null);
        return instances == null ? List.of() : instances.getAllInstances();
    }

    /** Returns the ports of the instances of a test class, in the context in which they are constructed. */
    static InstancePorts ofInstances(ExtensionContext context, Class<?> testClass) {
        return Objects.requireNonNull(context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(instancesKey(testClass), key -> new InstancePorts(), InstancePorts.class));
    }

    static @Nullable InstancePorts findInstances(ExtensionContext context, Class<?> testClass) {
        return context.getStore(NAMESPACE).get(instancesKey(testClass), InstancePorts.class);
    }

    private static String instancesKey(Class<?> testClass) {
        return "instances " + testClass.getName();
    }

    /** Returns all reservations that are visible in a context, the innermost first. */
    static List<PortReservation> reservations(ExtensionContext context) {
        List<PortReservation> reservations = new ArrayList<>();
        visibleFrom(context).forEach(scope -> reservations.addAll(scope.reservations()));
        return reservations;
    }

    /**
     * Returns the scopes around a context, the innermost first: its own, its test instances', and those of the contexts
     * around it; not that of the run.
     */
    static List<PortScope> visibleFrom(ExtensionContext innermost) {
        List<PortScope> scopes = new ArrayList<>();
        scopes.add(of(innermost));
        for (Object instance : instances(innermost)) {
            InstancePorts instances = findInstances(innermost, instance.getClass());
            PortScope scope = instances == null ? null : instances.of(instance);
            if (scope != null) {
                scopes.add(scope);
            }
        }
        Optional<ExtensionContext> outer = innermost.getParent();
        while (outer.isPresent()) {
            Store store = outer.get().getStore(NAMESPACE);
            PortScope scope = store.get("scope " + outer.get().getUniqueId(), PortScope.class);
            if (scope != null) {
                scopes.add(scope);
            }
            outer = outer.get().getParent();
        }
        return scopes;
    }
}
