package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.freeport.junit.FreePort;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications of Spring Boot, which have properties before there is a context. */
class BootApplicationTests {
    @Test
    void haveOnePortFromTheirFirstPropertyOn() {
        SpringRun.of(EarlyTestCase.class, EarlyAgainTestCase.class).succeeds(2);
    }

    @Test
    void cannotHaveAnotherPortThanAStaticFieldOfTheName() {
        SpringRun run = SpringRun.of(TooEarlyTestCase.class);

        assertThat(run.stackTraces())
                .containsPattern("Spring asked for \\$\\{freeport\\.early} before it knew which tests the application"
                        + " context is for, and got port \\d+\\. A static field has the port \\d+ of that name"
                        + " already\\. Make the field an instance field, or use a parameter instead\\.");
        assertThat(run.ports().get("early")).isNotEmpty().noneMatch(SpringRun::isReserved);
    }

    @Test
    void haveAPortWhereATestStartsThem() {
        int port;
        try (ConfigurableApplicationContext context = application().run()) {
            Shop.Server server = context.getBean(Shop.Server.class);
            port = context.getEnvironment().getRequiredProperty("freeport.http", int.class);

            assertThat(server.port()).isEqualTo(port);
            assertThat(SpringRun.isReserved(port)).isTrue();
        }
        assertThat(SpringRun.isReserved(port)).isFalse();
    }

    @Test
    void haveDifferentPorts() {
        try (ConfigurableApplicationContext one = application().run();
                ConfigurableApplicationContext other = application().run()) {
            assertThat(one.getBean(Shop.Server.class).port())
                    .isNotEqualTo(other.getBean(Shop.Server.class).port());
        }
    }

    @Test
    void haveNoPortsIfTheyCannotStart() {
        SpringApplication application = application();
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        application.addInitializers(context -> {
            seen.put("http", context.getEnvironment().getRequiredProperty("freeport.http", int.class));
            throw new IllegalStateException("no database");
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(application::run)
                .withMessage("no database");
        assertThat(Optional.ofNullable(seen.get("http"))).get().matches(port -> !SpringRun.isReserved(port));
    }

    private static SpringApplication application() {
        return new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .properties("server.port=${freeport.http}")
                .build();
    }

    @SpringBootTest(
            classes = EarlyShop.class,
            useMainMethod = UseMainMethod.ALWAYS,
            properties = "server.port=${freeport.early}")
    static class EarlyTestCase {
        @Test
        void hasThePort(
                @Autowired Shop.Server server,
                @FreePort("early") int port,
                @Value("#{systemProperties['BootApplicationTests.early']}") int early)
                throws Exception {
            server.mustListenOn(port);
            assertThat(early).isEqualTo(port);
        }
    }

    static class EarlyAgainTestCase extends EarlyTestCase {}

    @SpringBootTest(
            classes = EarlyShop.class,
            useMainMethod = UseMainMethod.ALWAYS,
            properties = {"server.port=${freeport.early}", "shop=too early"})
    static class TooEarlyTestCase {
        @FreePort("early")
        static int port;

        @Test
        void starts() {}
    }
}
