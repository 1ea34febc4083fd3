package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import dev.freeport.spring.Shop.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** How long a port of an application context lasts: as long as the context. */
class ContextLifeTests {
    @Test
    void forAllClassesOfTheContextAndBeyondTheEndOfTheSession() {
        SpringRun run = SpringRun.of(
                        FirstTestCase.class,
                        SecondTestCase.class,
                        ThirdTestCase.class,
                        OtherTestCase.class,
                        OtherAgainTestCase.class)
                .succeeds(5);

        assertThat(run.ports().get("shop")).hasSize(3);
        assertThat(run.ports().get("other shop")).hasSize(2);
        assertThat(run.port("shop")).isNotEqualTo(run.port("other shop"));
        assertThat(run.errorOutput()).isEmpty();
        assertThat(SpringRun.isReserved(run.port("shop"))).isTrue();
        assertThat(SpringRun.isReserved(run.port("other shop"))).isTrue();
    }

    @Test
    void andNoLonger() {
        SpringRun run = SpringRun.of(ClosingTestCase.class).succeeds(2);

        assertThat(run.ports().get("closing"))
                .doesNotHaveDuplicates()
                .hasSize(2)
                .noneMatch(SpringRun::isReserved);
    }

    @Test
    void unlessAStaticFieldHasItLonger() {
        SpringRun run = SpringRun.of(RestartingTestCase.class).succeeds(2);

        assertThat(run.ports().get("restarting")).hasSize(2);
        assertThat(SpringRun.isReserved(run.port("restarting"))).isFalse();
    }

    @Test
    void whoseParentHasItsOwn() {
        SpringRun run = SpringRun.of(HierarchyTestCase.class).succeeds(1);

        assertThat(run.port("parent's")).isEqualTo(run.port("parent's, seen by the child"));
        assertThat(run.port("child's")).isNotEqualTo(run.port("parent's"));
        assertThat(run.port("test's")).isEqualTo(run.port("parent's"));
        assertThat(run.port("test's of the child's name")).isEqualTo(run.port("child's"));
    }

    @ParameterizedTest
    @ValueSource(classes = {DeclaredForParentTestCase.class, DeclaredForChildTestCase.class})
    void whoseParentOrChildAsksForTheNameOfAStaticField(Class<?> testCase) {
        SpringRun.of(testCase).succeeds(1);
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.http}")
    abstract static class ShopTestCase {
        @Autowired
        Server server;

        @Test
        void hasAServer(@FreePort("http") int port) throws Exception {
            server.mustListenOn(port);
            SpringRun.note("shop", port);
        }
    }

    static class FirstTestCase extends ShopTestCase {}

    static class SecondTestCase extends ShopTestCase {}

    static class ThirdTestCase extends ShopTestCase {}

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

    static class OtherAgainTestCase extends OtherTestCase {}

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=closing"})
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class ClosingTestCase {
        @Autowired
        Server server;

        @Test
        void once() {
            SpringRun.note("closing", server.port());
        }

        @Test
        void again() {
            SpringRun.note("closing", server.port());
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=restarting"})
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class RestartingTestCase {
        @FreePort("http")
        static int port;

        @Autowired
        Server server;

        @Test
        void once() throws Exception {
            server.mustListenOn(port);
            SpringRun.note("restarting", port);
        }

        @Test
        void again() throws Exception {
            server.mustListenOn(port);
            SpringRun.note("restarting", port);
        }
    }

    @SpringJUnitConfig
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = Shop.class),
        @ContextConfiguration(name = "child", classes = Object.class)
    })
    @TestPropertySource(properties = "server.port=${freeport.http}")
    static class HierarchyTestCase {
        @Autowired
        Server server;

        @Autowired
        Environment environment;

        @Test
        void hasThePortOfTheParent(@FreePort("http") int port) {
            SpringRun.note("test's", port);
            SpringRun.note("parent's", server.port());
            SpringRun.note("parent's, seen by the child", environment.getRequiredProperty("freeport.http", int.class));
            SpringRun.note("child's", environment.getRequiredProperty("freeport.client", int.class));
        }

        @AfterEach
        void hasThePortOfTheChild(@FreePort("client") int port) {
            SpringRun.note("test's of the child's name", port);
        }
    }

    @SpringJUnitConfig
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = Shop.class),
        @ContextConfiguration(name = "child", classes = Object.class)
    })
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=declared for parent"})
    static class DeclaredForParentTestCase {
        @FreePort("http")
        static int port;

        @Test
        void hasTheServer(@Autowired Server server, @Autowired Environment environment) throws Exception {
            server.mustListenOn(port);
            assertThat(environment.getRequiredProperty("freeport.http", int.class))
                    .isEqualTo(port);
        }
    }

    @SpringJUnitConfig
    @ContextHierarchy({
        @ContextConfiguration(name = "parent", classes = Object.class),
        @ContextConfiguration(name = "child", classes = Shop.class)
    })
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=declared for child"})
    static class DeclaredForChildTestCase {
        @FreePort("http")
        static int port;

        @Test
        void hasTheServer(@Autowired Server server) throws Exception {
            server.mustListenOn(port);
        }
    }
}
