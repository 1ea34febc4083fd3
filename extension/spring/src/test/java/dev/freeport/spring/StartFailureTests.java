package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.fixture.ForkedJvm;
import dev.freeport.junit.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Application contexts that cannot start. */
class StartFailureTests {
    private static final List<ForkedJvm> OWNERS = new ArrayList<>();

    @AfterEach
    void endOtherProcesses() {
        OWNERS.forEach(ForkedJvm::close);
        OWNERS.clear();
    }

    @Test
    void namesTheOwnerOfThePortInTheFailureOfTheTest() {
        SpringRun run = SpringRun.of(TakenTestCase.class);

        namesTheOwner(run);
        assertThat(SpringRun.isReserved(run.port("taken"))).isFalse();
    }

    @Test
    void namesTheOwnerWhereSpringBootStartsTheContext() {
        SpringRun run = SpringRun.of(TakenByBootTestCase.class);

        namesTheOwner(run);
        assertThat(SpringRun.isReserved(run.port("taken"))).isFalse();
    }

    private static void namesTheOwner(SpringRun run) {
        assertThat(run.failures()).hasSize(1);
        assertThat(run.stackTraces())
                .containsOnlyOnce("Suppressed: dev.freeport.diagnosis.PortUnavailableError: Port " + run.port("taken")
                        + " is taken: pid " + run.port("owner") + " listens on it.");
        assertThat(run.stackTraces())
                .contains("wanted      by this JVM for ${freeport.http} of the application context of "
                        + StartFailureTests.class.getName());
        // the failure says it all, and so nothing else needs to
        assertThat(run.errorOutput()).isEmpty();
    }

    @Test
    void refusesTheKeyOfASetting() {
        SpringRun run = SpringRun.of(SettingTestCase.class);

        assertThat(run.stackTraces())
                .contains("No port for ${freeport.timeout}: it is a setting of Freeport and names no port. Use another"
                        + " name, such as ${freeport.timeout-port}.");
    }

    @Test
    void refusesAttributesThatThePortOfTheContextHasNot() {
        SpringRun run = SpringRun.of(AttributeTestCase.class);

        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("No port for parameter 'port' of " + AttributeTestCase.class.getName()
                                + ".asks(int, Environment): the name 'http' belongs to the application context, whose"
                                + " port cannot have ranges = 20000-20099. Leave that out, or use another name."));
    }

    static final class Listener {
        private Listener() {}

        public static void main(String[] arguments) throws IOException {
            try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[0]))) {
                System.out.println("listens");
                while (System.in.read() >= 0 && server.isBound()) {
                    // until the parent has ended
                }
            }
        }
    }

    /** Another process takes the port that the context has reserved, and the server of the context does not get it. */
    @Configuration(proxyBeanMethods = false)
    static class TakenShop {
        @Bean
        Shop.Server server(Environment environment) throws Exception {
            int port = environment.getRequiredProperty("freeport.http", int.class);
            SpringRun.note("taken", port);
            ForkedJvm owner = ForkedJvm.start(Listener.class, port);
            OWNERS.add(owner);
            owner.awaitLine("listens", Duration.ofMinutes(1));
            SpringRun.note("owner", Math.toIntExact(owner.pid()));
            return new Shop.Server(port);
        }
    }

    @SpringJUnitConfig(TakenShop.class)
    static class TakenTestCase {
        @Test
        void starts() {}
    }

    @SpringBootTest(classes = TakenShop.class)
    static class TakenByBootTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.timeout}")
    static class SettingTestCase {
        @Test
        void starts() {}
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = {"server.port=${freeport.http}", "shop=attribute"})
    static class AttributeTestCase {
        @Test
        void asks(@FreePort(value = "http", ranges = "20000-20099") int port, @Autowired Environment environment) {}
    }
}
