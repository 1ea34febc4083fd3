package dev.freeport.spring;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** What a test succeeds in without this listener, it succeeds in with it. */
class ContextStartListenerTests {
    @Test
    void leavesATestWithAListenerThatCanBeMadeOnce() {
        SpringRun.of(OnceTestCase.class).succeeds(1);
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
