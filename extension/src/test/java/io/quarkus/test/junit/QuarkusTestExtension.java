package io.quarkus.test.junit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Bears the name of Quarkus' extension, and runs tests in an instance of its own as that does; in version 3.15 of a class of its own. */
public class QuarkusTestExtension implements BeforeAllCallback, InvocationInterceptor {
    private static final Deque<Object> outerInstances = new ArrayDeque<>();
    private static @Nullable Object actualTestInstance;
    private static @Nullable Application runningQuarkusApplication;

    /** Called by JUnit. */
    public QuarkusTestExtension() {}

    /** Starts an application that loads the classes anew whose names begin so. */
    public static void start(String... anew) {
        runningQuarkusApplication = new Application(new AnewLoader(anew));
    }

    /** Ends the application. */
    public static void stop() {
        runningQuarkusApplication = null;
        actualTestInstance = null;
        outerInstances.clear();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ensureStarted();
    }

    private static void ensureStarted() {
        if (runningQuarkusApplication == null) {
            start();
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> constructor, ExtensionContext context)
            throws Throwable {
        ensureStarted();
        T known = invocation.proceed();
        Constructor<?> first = running(known.getClass()).getDeclaredConstructors()[0];
        first.setAccessible(true);
        if (first.getParameterCount() == 0) {
            outerInstances.clear();
            actualTestInstance = first.newInstance();
        } else {
            outerInstances.add(actualTestInstance);
            actualTestInstance = first.newInstance(actualTestInstance);
        }
        return known;
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method);
    }

    private static void run(Invocation<Void> invocation, ReflectiveInvocationContext<Method> context) throws Throwable {
        invocation.skip();
        Method known = context.getExecutable();
        Method method =
                running(known.getDeclaringClass()).getDeclaredMethod(known.getName(), known.getParameterTypes());
        method.setAccessible(true);
        try {
            method.invoke(actualTestInstance, context.getArguments().toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Class<?> running(Class<?> known) throws ClassNotFoundException {
        return Class.forName(
                known.getName(),
                true,
                Objects.requireNonNull(runningQuarkusApplication).getClassLoader());
    }

    /** What runs. */
    public record Application(ClassLoader loader) {
        /** {@return its class loader} */
        public ClassLoader getClassLoader() {
            return loader;
        }
    }

    /** Loads some classes although its parent knows them. */
    public static final class AnewLoader extends ClassLoader {
        private final List<String> anew;

        /** Loads those whose names begin so. */
        public AnewLoader(String... anew) {
            super(QuarkusTestExtension.class.getClassLoader());
            this.anew = List.of(anew);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || anew.stream().noneMatch(name::startsWith)) {
                return known == null ? super.loadClass(name, resolve) : known;
            }
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
