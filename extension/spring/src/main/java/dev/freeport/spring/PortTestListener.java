package dev.freeport.spring;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails tests whose application context would start without a port, or has ended while a process listens on its port. */
final class PortTestListener implements TestExecutionListener, Ordered {
    /** Before all listeners of Spring's that start or end a context: what comes first there comes last after a test. */
    private static final int ORDER = 900;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void beforeTestClass(TestContext testContext) {
        LateProperties.refuse(testContext.getTestClass());
    }

    /** Comes before {@code beforeTestClass} if all tests of the class share an instance. */
    @Override
    public void prepareTestInstance(TestContext testContext) {
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
