package dev.freeport.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Ties ports to the life of an application context, before it starts. */
record PortCustomizer() implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        ContextPorts ports = of(context);
        ports.attach(configuration, ofParent(context));
        bind(ports, context);
    }

    /** Returns those that Spring Boot's start has made; a parent's, which Spring has copied, are another context's. */
    private static ContextPorts of(ConfigurableApplicationContext context) {
        ContextPorts early = PortPropertySource.find(context.getEnvironment());
        return early == null || early.isAttached() ? new ContextPorts("") : early;
    }

    private static @Nullable ContextPorts ofParent(ApplicationContext context) {
        ApplicationContext parent = context.getParent();
        return parent == null ? null : PortPropertySource.find(parent.getEnvironment());
    }

    /** Spring destroys last what is registered first. */
    static void bind(ContextPorts ports, ConfigurableApplicationContext context) {
        PortPropertySource.add(ports, context.getEnvironment());
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            DisposableBean end = ports::destroyed;
            registry.registerDisposableBean(PortCustomizer.class.getName(), end);
        }
        ApplicationListener<ContextRefreshedEvent> start = event -> {
            if (event.getApplicationContext() == context) {
                ports.started();
            }
        };
        context.addApplicationListener(start);
    }
}
