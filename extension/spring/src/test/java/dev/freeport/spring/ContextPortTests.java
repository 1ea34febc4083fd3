package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.junit.FreePort;
import dev.freeport.spring.Shop.Server;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A port of an application context, and tests that have it too. */
class ContextPortTests {
    @Nested
    class LastsAsLongAsItsContext {
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
    }

    @Nested
    class IsThatOf {
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
    }

    @Nested
    class IsNot {
        @Test
        void thatOfAnotherName() {
            SpringRun run = SpringRun.of(OtherNameTestCase.class).succeeds(2);

            assertThat(run.ports().get("wiremock")).doesNotHaveDuplicates().hasSize(2);
        }

        @Test
        void thatOfARunsName() {
            SpringRun.of(RunScopeTestCase.class).succeeds(1);
        }

        @Test
        void reservedByAQuestionWhetherThereIsOne() {
            SpringRun.of(ContainsTestCase.class).succeeds(1);
        }

        @Test
        void chosenWhereAPropertyOfTheUserIsTheNumber() {
            SpringRun.of(PinnedTestCase.class).succeeds(1);
        }
    }

    @Test
    void winsOverADefaultValue() {
        SpringRun.of(DefaultValueTestCase.class).succeeds(1);
    }

    @Test
    void followsTheSettingsOfTheRun() {
        SpringRun run = SpringRun.of(Map.of("freeport.ranges", "21500-21599"), SettingsTestCase.class)
                .succeeds(1);

        assertThat(run.port("in range")).isBetween(21500, 21599);
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

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=names"})
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OtherNameTestCase {
        @Test
        void hasItsOwn(@FreePort("wiremock") int port, @Autowired Server server) {
            assertThat(port).isNotEqualTo(server.port());
            SpringRun.note("wiremock", port);
        }

        @Test
        void hasItsOwnAgain(@FreePort("wiremock") int port) {
            SpringRun.note("wiremock", port);
        }
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=run"})
    static class RunScopeTestCase {
        @Test
        void hasItsOwn(@FreePort(value = "http", scope = FreePort.Scope.RUN) int port, @Autowired Server server) {
            assertThat(port).isNotEqualTo(server.port());
        }
    }

    @SpringJUnitConfig(Object.class)
    @TestPropertySource(properties = "shop=contains")
    static class ContainsTestCase {
        @Test
        void reservesNothing(@Autowired Environment environment) {
            assertThat(environment.containsProperty("freeport.asked")).isTrue();

            assertThat(FreePorts.reserved()).noneMatch(port -> port.purpose().contains("${freeport.asked}"));
            int port = environment.getRequiredProperty("freeport.asked", int.class);
            assertThat(FreePorts.reserved())
                    .filteredOn(reserved -> reserved.port() == port)
                    .singleElement()
                    .satisfies(reserved -> assertThat(reserved.purpose())
                            .isEqualTo("${freeport.asked} of the application context of "
                                    + ContainsTestCase.class.getName()));
        }
    }

    @SpringJUnitConfig(Object.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "freeport.http=8080"})
    static class PinnedTestCase {
        @Test
        void hasTheNumber(@Value("${server.port}") int port) {
            assertThat(port).isEqualTo(8080);
        }
    }

    @SpringJUnitConfig(Object.class)
    @TestPropertySource(properties = "server.port=${freeport.http:8080}")
    static class DefaultValueTestCase {
        @Test
        void hasAPortOfItsOwn(@Value("${server.port}") int port, @FreePort("http") int ofTest) {
            assertThat(port).isNotEqualTo(8080).isEqualTo(ofTest);
        }
    }

    @SpringJUnitConfig(Object.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=settings"})
    static class SettingsTestCase {
        @Test
        void isInTheRange(@Value("${server.port}") int port) {
            SpringRun.note("in range", port);
        }
    }
}
