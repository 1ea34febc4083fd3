package dev.freeport.spring;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails tests whose application context would start without a port, or has ended while a process listens on its port. */
final class PortTestListener implements TestExecutionListener, Ordered {
    /** Before {@code DirtiesContextBeforeModesTestExecutionListener}: what comes first there comes last after a test. */
    private static final int ORDER = 1400;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void beforeTestClass(TestContext testContext) {
        LateProperties.refuse(testContext.getTestClass());
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
