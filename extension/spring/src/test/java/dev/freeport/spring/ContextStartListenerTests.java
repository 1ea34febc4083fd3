package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.util.ClassUtils;

/** What a test succeeds in without this listener, it succeeds in with it. */
class ContextStartListenerTests {
    @Test
    void leavesATestWithAListenerThatCanBeMadeOnce() {
        SpringRun.of(OnceTestCase.class).succeeds(1);
    }

    @Test
    @EnabledIf(value = "bootMakesMocks", disabledReason = "Spring Boot 4 leaves mocks to Spring and Mockito")
    void leavesTheStartOfTheContextToSpringWhereMocksAreMadeBefore() {
        SpringRun run = SpringRun.of(StaticMockTestCase.class);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).isExactlyInstanceOf(IllegalStateException.class));
        StartFailureTests.endOwners();
    }

    static boolean bootMakesMocks() {
        return ClassUtils.isPresent("org.springframework.boot.test.mock.mockito.MockitoTestExecutionListener", null);
    }

    /** As Mockito's, which these tests do without. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Mock {}

    @SpringBootTest(classes = StartFailureTests.TakenShop.class)
    @TestPropertySource(properties = "shop=static mock")
    static class StaticMockTestCase {
        @Mock
        @SuppressWarnings("unused")
        private static @Nullable Runnable stock;

        @Test
        void starts() {}
    }

    /** Such as one that binds a port when it is made. */
    static class Once implements TestExecutionListener {
        private static final AtomicBoolean MADE = new AtomicBoolean();

        Once() {
            if (MADE.getAndSet(true)) {
                throw new IllegalStateException("made already");
            }
        }
    }

    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=once"})
    @SpringJUnitConfig(Shop.class)
    @TestExecutionListeners(listeners = Once.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
    static class OnceTestCase {
        @Test
        void starts() {}
    }
}
