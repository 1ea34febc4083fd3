package dev.freeport.samples.proof.taken;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;

/** Spring Boot with each of its two kinds of web application. */
final class SpringServers {
    private SpringServers() {}

    static AutoCloseable mvc(int port) {
        return start(WebApplicationType.SERVLET, port);
    }

    static AutoCloseable webFlux(int port) {
        return start(WebApplicationType.REACTIVE, port);
    }

    private static AutoCloseable start(WebApplicationType type, int port) {
        return new SpringApplicationBuilder(Application.class)
                .web(type)
                .properties("server.port=" + port)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .run();
    }

    /** With Tomcat and Netty both on the class path, Tomcat would serve WebFlux too. */
    @EnableAutoConfiguration(exclude = TomcatReactiveWebServerAutoConfiguration.class)
    static class Application {}
}
