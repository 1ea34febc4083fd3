package dev.freeport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Gives an application of Spring Boot ports by name from its first property on, before Spring Boot reads its files, and also
 * one that a test starts itself. Spring Boot makes one for each application.
 */
final class ApplicationStartListener implements ApplicationListener<SpringApplicationEvent>, Ordered {
    /** Before {@code EnvironmentPostProcessorApplicationListener}, some of whose processors read ports. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 5;

    private @Nullable ContextPorts ports;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            ports = new ContextPorts(owner(event.getSpringApplication()));
            PortPropertySource.add(ports, prepared.getEnvironment());
        } else if (event instanceof ApplicationContextInitializedEvent initialized) {
            if (ports != null && !ports.isAttached()) {
                ports.attach();
                PortCustomizer.bind(ports, initialized.getApplicationContext());
            }
        } else if (event instanceof ApplicationFailedEvent failed) {
            StartFailure.explain(failed.getException(), ports);
        }
    }

    /** Names what the application is made of: the main class is that of the build tool if a test starts the application. */
    private static String owner(SpringApplication application) {
        for (Object source : application.getAllSources()) {
            if (source instanceof Class<?> type) {
                return "the application " + type.getName();
            }
        }
        return "an application context";
    }
}
