package dev.freeport.junit;

import static java.lang.reflect.Modifier.isFinal;
import static java.lang.reflect.Modifier.isStatic;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedFields;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import dev.freeport.NoFreePortException;
import dev.freeport.PortRequest;
import dev.freeport.PortReservation;
import dev.freeport.stack.PortChoice;
import dev.freeport.stack.PortRange;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ModifierSupport;

/** Gives {@link FreePort} parameters and fields their ports, and explains failed binds. */
final class FreePortExtension
        implements ParameterResolver,
                BeforeAllCallback,
                BeforeEachCallback,
                InvocationInterceptor,
                TestInstancePreConstructCallback,
                TestInstancePreDestroyCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    @Override
    public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext context) {
        return parameterContext.isAnnotated(FreePort.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameterContext, ExtensionContext context) {
        Parameter parameter = parameterContext.getParameter();
        String place = Places.describe(parameter);
        if (parameter.getType() != int.class) {
            throw new ParameterResolutionException("Can only resolve @FreePort parameter of type int but was: "
                    + parameter.getType().getTypeName() + " (" + place + ")");
        }
        FreePort declaration = parameterContext.findAnnotation(FreePort.class).orElseThrow();
        boolean constructed = parameter.getDeclaringExecutable() instanceof Constructor;
        PortScope scope = constructed
                ? PortScopes.ofInstances(
                                context, parameter.getDeclaringExecutable().getDeclaringClass())
                        .underConstruction()
                : PortScopes.of(context);
        try {
            return port(context, scope, declaration, place, null);
        } catch (NoFreePortException e) {
            throw new ParameterResolutionException(e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterResolutionException("No port for " + place + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        injectFields(context, context.getRequiredTestClass(), null, ModifierSupport::isStatic);
        // There are instances already if they are those of all tests of the class.
        injectInstances(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        injectInstances(context);
    }

    /** Injects instances whose fields have no ports yet: those of an instance that several tests share stay. */
    private static void injectInstances(ExtensionContext context) {
        for (Object instance :
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of())) {
            if (!PortScopes.isInjected(context, instance)) {
                PortScopes.of(context).hasInjected(instance);
                injectFields(context, instance.getClass(), instance, ModifierSupport::isNotStatic);
            }
        }
    }

    private static void injectFields(
            ExtensionContext context, Class<?> type, @Nullable Object instance, Predicate<Field> kind) {
        for (Field field : findAnnotatedFields(type, FreePort.class, kind, HierarchyTraversalMode.TOP_DOWN)) {
            if (instance != null && field.getDeclaringClass().isRecord()) {
                // What is declared on a component is on the constructor's parameter too, and that got the port.
                continue;
            }
            String place = Places.describe(field);
            if (field.getType() != int.class) {
                throw new ExtensionConfigurationException("Can only resolve @FreePort field of type int but was: "
                        + field.getType().getTypeName() + " (" + place + ")");
            }
            if (isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException("@FreePort field must not be final, because it is set "
                        + (instance == null ? "before all tests" : "after construction") + " (" + place + ")");
            }
            FreePort declaration = findAnnotation(field, FreePort.class).orElseThrow();
            try {
                field.setAccessible(true);
                field.setInt(instance, port(context, PortScopes.of(context), declaration, place, field));
            } catch (NoFreePortException e) {
                throw new ExtensionConfigurationException(e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new ExtensionConfigurationException("No port for " + place + ": " + e.getMessage(), e);
            } catch (InaccessibleObjectException | IllegalAccessException e) {
                throw new ExtensionConfigurationException(
                        "@FreePort " + place + " cannot be set. Let the module "
                                + type.getModule().getName() + " open the package " + type.getPackageName()
                                + " to dev.freeport.junit.",
                        e);
            }
        }
    }

    private static int port(
            ExtensionContext context, PortScope scope, FreePort declaration, String place, @Nullable Field field) {
        String name = declaration.value();
        if (name.isBlank() && !name.isEmpty()) {
            throw new IllegalArgumentException("the name of a @FreePort must not be blank. Leave it out for a port"
                    + " of its own, or give a name to share the port by.");
        }
        if (!name.isEmpty()) {
            Integer known = scope.find(name);
            if (known == null && !isInherited(field, context)) {
                known = PortScopes.find(context, name);
            }
            if (known != null) {
                return known;
            }
        }
        String purpose = Purposes.of(context, place);
        PortRequest request =
                PortRequest.from(context::getConfigurationParameter).withPurpose(purpose);
        request = request.withChoice(choice(request.choice(), declaration));
        int port = field != null && isStatic(field.getModifiers())
                ? scope.share(name, field, PortScopes.shared(context), request)
                : scope.reserve(name, request);
        ReportEntries.publish(context, port, purpose);
        return port;
    }

    /** Tells whether a static field may belong to other test classes too, which know other names. */
    private static boolean isInherited(@Nullable Field field, ExtensionContext context) {
        return field != null
                && isStatic(field.getModifiers())
                && field.getDeclaringClass() != context.getRequiredTestClass();
    }

    /** Puts what the attributes say in the place of what the configuration parameters say. */
    private static PortChoice choice(PortChoice configured, FreePort declaration) {
        PortChoice choice = configured;
        if (!declaration.ranges().isEmpty()) {
            choice = choice.withRanges(ranges("ranges", declaration.ranges()));
        }
        if (!declaration.avoid().isEmpty()) {
            choice = choice.withAvoid(ranges("avoid", declaration.avoid()));
        }
        if (declaration.safeOn().length > 0) {
            choice = choice.withSafeOn(new HashSet<>(List.of(declaration.safeOn())));
        }
        return choice;
    }

    private static List<PortRange> ranges(String attribute, String text) {
        try {
            return PortRange.parseList(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "attribute " + attribute + " (" + text + ") is not valid: " + e.getMessage(), e);
        }
    }

    /** Releases what is left of an instance of which another parameter could not be resolved. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factoryContext, ExtensionContext context) {
        InstancePorts instances = PortScopes.findInstances(context, factoryContext.getTestClass());
        if (instances != null) {
            instances.abandon();
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation,
            ReflectiveInvocationContext<Constructor<T>> invocationContext,
            ExtensionContext context)
            throws Throwable {
        Class<T> type = invocationContext.getExecutable().getDeclaringClass();
        InstancePorts instances = PortScopes.ofInstances(context, type);
        try {
            T instance = invocation.proceed();
            instances.constructed(instance);
            return instance;
        } catch (Throwable failure) {
            Throwable explained = BindFailures.explain(
                    failure,
                    () -> {
                        List<PortReservation> reservations =
                                new ArrayList<>(instances.underConstruction().reservations());
                        reservations.addAll(PortScopes.reservations(context));
                        return reservations;
                    },
                    () -> OtherExtensions.mayIntercept(context));
            instances.abandon();
            throw explained;
        }
    }

    /** Explains here, because JUnit asks no exception handler about dynamic tests. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            throw BindFailures.explain(
                    failure, () -> PortScopes.reservations(context), () -> OtherExtensions.mayIntercept(context));
        }
    }

    @Override
    public void preDestroyTestInstance(ExtensionContext context) {
        TestInstancePreDestroyCallback.preDestroyTestInstances(context, instance -> {
            InstancePorts instances = PortScopes.findInstances(context, instance.getClass());
            if (instances != null) {
                instances.release(instance);
            }
        });
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explain(context, failure);
    }

    private static Throwable explain(ExtensionContext context, Throwable failure) {
        return BindFailures.explain(
                failure, () -> PortScopes.reservations(context), () -> OtherExtensions.mayHandleExceptions(context));
    }
}
