package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.FreePorts;
import dev.freeport.junit.FreePort;
import dev.freeport.spring.Shop.Server;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A port of an application context, and what is none. */
class ContextPortTests {
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
