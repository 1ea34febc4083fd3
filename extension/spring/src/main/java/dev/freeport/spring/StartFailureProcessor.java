package dev.freeport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ApplicationContextFailureProcessor;

/** Explains why the application context of a test could not start, in the failure of the test. */
final class StartFailureProcessor implements ApplicationContextFailureProcessor {
    @Override
    public void processLoadFailure(ApplicationContext context, @Nullable Throwable exception) {
        if (exception != null) {
            StartFailure.explain(exception, PortPropertySource.find(context.getEnvironment()));
        }
    }
}
