package dev.freeport.spring;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Import;

/** Reads a port while Spring Boot prepares the environment, as its support for random ports does. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(Shop.class)
public class EarlyShop {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(EarlyShop.class)
                .web(WebApplicationType.NONE)
                .listeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) event -> {
                    int port = event.getEnvironment().getRequiredProperty("freeport.early", int.class);
                    SpringRun.note("early", port);
                    System.setProperty("BootApplicationTests.early", String.valueOf(port));
                })
                .run(arguments);
    }
}
