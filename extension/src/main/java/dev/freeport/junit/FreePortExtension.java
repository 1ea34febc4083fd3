package dev.freeport.junit;

import dev.freeport.PortReservation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;

/**
 * Resolves parameters and fields annotated with {@link FreePort}, {@link FixedPort}, {@link ClosedPort} or
 * {@link OccupiedPort}, and explains bind failures. The annotations register it. Registered by {@code @ExtendWith}, or by
 * JUnit's automatic detection, it also explains the bind failures of tests that declare no port.
 *
 * @since 0.1.0
 */
public final class FreePortExtension extends EarlyReservation
        implements ParameterResolver,
                BeforeEachCallback,
                InvocationInterceptor,
                TestInstancePreDestroyCallback,
                BindFailureHandler {

    /** Called by JUnit. */
    public FreePortExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext context) {
        return parameterContext.isAnnotated(PortAnnotation.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameterContext, ExtensionContext context) {
        Parameter parameter = parameterContext.getParameter();
        try {
            Declaration declaration = Declaration.of(DeclarationSite.of(parameter));
            if (declaration.spec().key() instanceof Integer port) {
                FixedPortOrder.reserveBelow(port, parameter, context);
            }
            if (declaration.site().type() != int.class) {
                QuarkusInstances.requirePassable(declaration.site(), context);
            }
            DeclaredPorts ports = new PortResolver(context, SiteContext.of(parameter, context), declaration).resolve();
            return declaration.converter().convert(ports, declaration.site());
        } catch (InvalidDeclarationException e) {
            throw e.ofParameter();
        }
    }

    /** Injects the static fields. */
    @Override
    void reserveForClass(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        List<PortField> fields = PortFields.of(type).ofClass();
        if (!fields.isEmpty() && !PortScopes.of(context).isInjected(type)) {
            PortScopes.of(context).hasInjected(type);
            injectFields(context, null, fields);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        super.beforeAll(context);
        // Instances exist already if all tests of the class share them.
        injectInstances(context);
    }

    /** Sets the fields of a class that Quarkus has loaded only now, if this extension began before that of Quarkus. */
    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        copyFields(context);
        invocation.proceed();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        injectInstances(context);
    }

    /** Injects instances whose fields have no ports yet: an instance that several tests share keeps its ports. */
    private static void injectInstances(ExtensionContext context) {
        for (Object instance : PortScopes.instances(context)) {
            if (!PortScopes.isInjected(context, instance)) {
                PortScopes.of(context).hasInjected(instance);
                injectFields(
                        context, instance, PortFields.of(instance.getClass()).ofInstances());
            }
        }
        copyFields(context);
    }

    private static void copyFields(ExtensionContext context) {
        boolean hasFields = !PortFields.of(context.getRequiredTestClass()).isEmpty();
        for (Object instance : PortScopes.instances(context)) {
            hasFields |= !PortFields.of(instance.getClass()).isEmpty();
        }
        try {
            if (hasFields) {
                QuarkusInstances.copyFields(context);
            }
        } catch (InvalidDeclarationException e) {
            throw e.ofExtension();
        }
    }

    private static void injectFields(ExtensionContext context, @Nullable Object instance, List<PortField> fields) {
        for (PortField field : fields) {
            try {
                field.inject(context, instance);
            } catch (InvalidDeclarationException e) {
                throw e.ofExtension();
            }
        }
    }

    /** Releases what is left of an instance whose other parameters could not be resolved. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factoryContext, ExtensionContext context) {
        super.preConstructTestInstance(factoryContext, context);
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
            Throwable explained = ExplanationLimit.explain(
                    context,
                    failure,
                    () -> {
                        List<PortReservation> reservations =
                                new ArrayList<>(instances.underConstruction().reservations());
                        reservations.addAll(PortScopes.reservations(context));
                        return reservations;
                    },
                    () -> CompetingHandlers.mayIntercept(context));
            instances.abandon();
            throw explained;
        }
    }

    /** Explains here, because JUnit calls no exception handler for dynamic tests. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            throw ExplanationLimit.explain(
                    context,
                    failure,
                    () -> PortScopes.reservations(context),
                    () -> CompetingHandlers.mayIntercept(context));
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
}
