package dev.freeport.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.diagnosis.PortUnavailableError;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.BindException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompetingHandlersTests {
    private static @Nullable BindException original;

    private static BindException taken(int port) {
        BindException failure = new BindException("Address already in use: /127.0.0.1:" + port);
        original = failure;
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OnTheClassTestCase.class,
                OnTheMethodTestCase.class,
                RegisteredAfterOursTestCase.class,
                OnAnOuterClassTestCase.class,
                OnAParameterTestCase.class,
                OnAFieldTestCase.class,
                OfAnInstanceTestCase.class,
                OfTheClassTestCase.class,
                OfATemplateTestCase.class,
                InDynamicTestTestCase.class
            })
    void meetTheBindExceptionThatTheyIgnore(Class<?> testCase) {
        TestRun.of(testCase).succeeds(1);

        assertThat(original)
                .isNotNull()
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasSizeLessThan(2)
                        .hasOnlyElementsOfType(PortUnavailableError.class));
    }

    @Test
    void ofLifecycleMethodsMeetItToo() {
        TestRun.of(LifecycleTestCase.class).succeeds(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "there are no guard sockets elsewhere")
    void thatRethrowItLeaveTheExplanationWithIt() {
        Throwable failure = TestRun.of(RethrowingTestCase.class, "freeport.guard-socket", "on")
                .failure();

        assertThat(failure).isSameAs(original);
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(explanation -> assertThat(explanation)
                        .isExactlyInstanceOf(PortUnavailableError.class)
                        .hasMessageMatching("(?s)Port \\d+ is held by the guard socket .*what to do .*"));
    }

    @Test
    void thatAreDetectedByJUnitMayBeAnything() {
        Throwable failure = TestRun.of(
                        UnrelatedTestCase.class, "junit.jupiter.extensions.autodetection.enabled", "true")
                .failure();

        assertThat(failure).isSameAs(original);
    }

    @Test
    void thatHandleNothingChangeNothing() {
        assertThat(TestRun.of(UnrelatedTestCase.class).failure())
                .isExactlyInstanceOf(PortUnavailableError.class)
                .cause()
                .isSameAs(original);
    }

    @ExtendWith(Ignoring.class)
    static class OnTheClassTestCase {
        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    static class OnTheMethodTestCase {
        @Test
        @ExtendWith(Ignoring.class)
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    static class RegisteredAfterOursTestCase {
        @FreePort
        static int port;

        @Test
        @ExtendWith(Ignoring.class)
        void test() throws BindException {
            throw taken(port);
        }
    }

    @ExtendWith(Ignoring.class)
    static class OnAnOuterClassTestCase {
        @Nested
        class Inner {
            @Test
            void test(@FreePort int port) throws BindException {
                throw taken(port);
            }
        }
    }

    @ExtendWith(Ignoring.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Tolerant {}

    static class OnAParameterTestCase {
        @BeforeEach
        void beforeEach(@Tolerant @FreePort int port) {}

        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    static class OnAFieldTestCase {
        @Tolerant
        static String field = "";

        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    static class OfAnInstanceTestCase {
        @RegisterExtension
        Extension extension = new Ignoring();

        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    static class OfTheClassTestCase {
        @RegisterExtension
        private static final Extension EXTENSION = new Ignoring();

        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    @ExtendWith(Once.class)
    static class OfATemplateTestCase {
        @TestTemplate
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    @ExtendWith(Ignoring.class)
    static class InDynamicTestTestCase {
        @TestFactory
        DynamicTest tests(@FreePort int port) {
            return DynamicTest.dynamicTest("dynamic", () -> {
                throw taken(port);
            });
        }
    }

    @ExtendWith(IgnoringInLifecycleMethods.class)
    static class LifecycleTestCase {
        @BeforeAll
        static void beforeAll(@FreePort int port) throws BindException {
            throw taken(port);
        }

        @BeforeEach
        void beforeEach(@FreePort int port) throws BindException {
            throw taken(port);
        }

        @Test
        void test() {}

        @AfterEach
        void afterEach(@FreePort int port) throws BindException {
            throw taken(port);
        }

        @AfterAll
        static void afterAll(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    @ExtendWith(Rethrowing.class)
    static class RethrowingTestCase {
        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    @ExtendWith(Unrelated.class)
    static class UnrelatedTestCase {
        @Test
        void test(@FreePort int port) throws BindException {
            throw taken(port);
        }
    }

    /** Ignores each BindException, but nothing that only has one as its cause. */
    static final class Ignoring implements TestExecutionExceptionHandler, InvocationInterceptor {
        static void ignore(Throwable failure) throws Throwable {
            if (!(failure instanceof BindException)) {
                throw failure;
            }
        }

        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            ignore(failure);
        }

        @Override
        public void interceptDynamicTest(
                Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
                throws Throwable {
            try {
                invocation.proceed();
            } catch (BindException e) {
                ignore(e);
            }
        }
    }

    static final class IgnoringInLifecycleMethods implements LifecycleMethodExecutionExceptionHandler {
        @Override
        public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            Ignoring.ignore(failure);
        }

        @Override
        public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            Ignoring.ignore(failure);
        }

        @Override
        public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            Ignoring.ignore(failure);
        }

        @Override
        public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            Ignoring.ignore(failure);
        }
    }

    static final class Rethrowing implements TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            throw failure;
        }
    }

    static final class Unrelated implements Extension {}

    /** Brings the handler along with each invocation. */
    static final class Once implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of(new TestTemplateInvocationContext() {
                @Override
                public List<Extension> getAdditionalExtensions() {
                    return List.of(new Ignoring());
                }
            });
        }
    }
}
