package dev.freeport.spring;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.springframework.core.Ordered;
import org.springframework.test.context.BootstrapUtils;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.support.DependencyInjectionTestExecutionListener;

/**
 * Starts the application context of a test right before Spring's own listeners do, so that a start that fails because of a port
 * fails the test with the explanation.
 */
final class ContextStartListener implements TestExecutionListener, Ordered {
    /** Before the first of Spring's listeners that starts the context ({@code ServletTestExecutionListener}). */
    private static final int ORDER = 999;

    private static final String MOCKITO_LISTENER =
            "org.springframework.boot.test.mock.mockito.MockitoTestExecutionListener";

    /** Mockito's annotations, by their names: Mockito need not be there. */
    private static final Set<String> MOCKS = Set.of("Mock", "Spy", "Captor", "InjectMocks");

    private static final Predicate<Field> IS_STATIC_MOCK = field -> Modifier.isStatic(field.getModifiers())
            && Stream.of(field.getAnnotations())
                    .anyMatch(annotation ->
                            MOCKS.contains(annotation.annotationType().getSimpleName()));

    private static final ClassValue<Boolean> MAY_START = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> testClass) {
            try {
                return mayStart(testClass);
            } catch (RuntimeException madeOnlyOnce) {
                // Spring has made the listeners of the test before
                return false;
            }
        }
    };

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void prepareTestInstance(TestContext testContext) {
        if (MAY_START.get(testContext.getTestClass())) {
            ContextStart.await(testContext);
        }
    }

    /**
     * Whether Spring starts the context by itself next: its listener that injects beans is there, and no listener of a user
     * comes in between, which may prepare something for the context.
     */
    private static boolean mayStart(Class<?> testClass) {
        boolean behindThis = false;
        for (TestExecutionListener listener :
                BootstrapUtils.resolveTestContextBootstrapper(testClass).getTestExecutionListeners()) {
            if (listener instanceof ContextStartListener) {
                behindThis = true;
            } else if (behindThis && listener.getClass() == DependencyInjectionTestExecutionListener.class) {
                return true;
            } else if (behindThis && (!isOfSpring(listener) || makesMocks(listener, testClass))) {
                return false;
            }
        }
        return false;
    }

    /** Whether a listener of Spring Boot 3 sets static fields next, which the context may read when it starts. */
    private static boolean makesMocks(TestExecutionListener listener, Class<?> testClass) {
        return listener.getClass().getName().equals(MOCKITO_LISTENER)
                && !ReflectionSupport.findFields(testClass, IS_STATIC_MOCK, HierarchyTraversalMode.BOTTOM_UP)
                        .isEmpty();
    }

    private static boolean isOfSpring(TestExecutionListener listener) {
        String type = listener.getClass().getName();
        return type.startsWith("org.springframework.test.") || type.startsWith("org.springframework.boot.test.");
    }
}
