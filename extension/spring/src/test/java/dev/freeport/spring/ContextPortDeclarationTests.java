package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.spring.Shop.Server;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Declarations that have the port of their application context. */
class ContextPortDeclarationTests {
    @ParameterizedTest
    @ValueSource(
            classes = {
                StaticFieldTestCase.class,
                InstanceFieldTestCase.class,
                ParameterTestCase.class,
                ConstructorTestCase.class,
                SharedInstanceTestCase.class
            })
    void eachDeclarationOfTheName(Class<?> testCase) {
        SpringRun.of(testCase).succeeds(1);
    }

    @Test
    void nestedClasses() {
        SpringRun run = SpringRun.of(OuterTestCase.class).succeeds(3);

        assertThat(run.ports().get("outer")).hasSize(2);
        assertThat(run.port("outer")).isNotEqualTo(run.port("inner"));
    }

    @Test
    void classesThatRunInParallel() {
        SpringRun run = SpringRun.of(
                        Map.of(
                                "junit.jupiter.execution.parallel.enabled", "true",
                                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
                        ParallelTestCase.class,
                        ParallelToItTestCase.class,
                        ParallelToBothTestCase.class)
                .succeeds(3);

        assertThat(run.ports().get("parallel")).hasSize(3);
        assertThat(run.port("parallel")).isPositive();
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=other"})
    static class OtherTestCase {
        @Autowired
        Server server;

        @Test
        void hasAServer(@FreePort("http") int port) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("other shop", port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=static"})
    static class StaticFieldTestCase {
        @FreePort("http")
        static int port;

        @Autowired
        Server server;

        @Test
        void hasTheServer() throws Exception {
            server.mustListenOn(port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=instance"})
    static class InstanceFieldTestCase {
        @FreePort("http")
        URI shop;

        @Autowired
        Server server;

        @Test
        void hasTheServer() throws Exception {
            server.mustListenOn(shop.getPort());
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=parameter"})
    static class ParameterTestCase {
        @Test
        void hasTheServer(@FreePort("http") int port, @Autowired Server server, @Value("${server.port}") int ofServer)
                throws Exception {
            server.mustListenOn(port);
            assertThat(port).isEqualTo(ofServer);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=constructor"})
    static class ConstructorTestCase {
        private final int port;
        private final Server server;

        ConstructorTestCase(@Autowired Server server, @FreePort("http") int port) {
            this.server = server;
            this.port = port;
        }

        @Test
        void hasTheServer() throws Exception {
            server.mustListenOn(port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=shared instance"})
    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedInstanceTestCase {
        @FreePort("http")
        int port;

        @Autowired
        Server server;

        @Test
        void hasTheServer() throws Exception {
            server.mustListenOn(port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=outer"})
    static class OuterTestCase {
        @Test
        void hasAServer(@FreePort("http") int port, @Autowired Server server) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("outer", port);
        }

        @Nested
        class SameTestCase {
            @Test
            void hasTheSame(@FreePort("http") int port, @Autowired Server server) throws Exception {
                server.mustListenOn(port);
                SpringRun.note("outer", port);
            }
        }

        @Nested
        @TestPropertySource(properties = "shop=inner")
        class OtherTestCase {
            @Test
            void hasAnother(@FreePort("http") int port, @Autowired Server server) throws Exception {
                server.mustListenOn(port);
                SpringRun.note("inner", port);
            }
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=parallel"})
    static class ParallelTestCase {
        @FreePort("http")
        static int port;

        @Test
        void hasTheServer(@Autowired Server server) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("parallel", port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=parallel"})
    static class ParallelToItTestCase {
        @FreePort("http")
        static URI shop;

        @Test
        void hasTheServer(@Autowired Server server) throws Exception {
            server.mustListenOn(shop.getPort());
            SpringRun.note("parallel", shop.getPort());
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=parallel"})
    static class ParallelToBothTestCase {
        @Test
        void hasTheServer(@Autowired Server server, @FreePort("http") int port) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("parallel", port);
        }
    }
}
