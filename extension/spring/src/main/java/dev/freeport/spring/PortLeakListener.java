package dev.freeport.spring;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails the test or class that ended an application context whose ports a process still listens on. */
final class PortLeakListener implements TestExecutionListener, Ordered {
    /** Before {@code DirtiesContextBeforeModesTestExecutionListener}: what comes first there comes last after a test. */
    private static final int ORDER = 1400;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void afterTestMethod(TestContext testContext) {
        PortLeaks.throwPending();
    }

    @Override
    public void afterTestClass(TestContext testContext) {
        PortLeaks.throwPending();
    }
}
