package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.PortLeakException;
import dev.freeport.PortRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Servers that outlive their application context. */
class ContextLeakTests {
    private static final List<ServerSocket> LEFT = new ArrayList<>();

    @AfterEach
    void closeServers() throws IOException {
        for (ServerSocket server : LEFT) {
            server.close();
        }
        LEFT.clear();
    }

    @Test
    void failTheClassThatEndsTheContext() {
        SpringRun run = SpringRun.of(Map.of(PortRequest.LEAKS, "fail"), LeavingTestCase.class);

        failsOnce(run, LeavingTestCase.class);
    }

    @Test
    void failTheTestThatEndsTheContext() {
        SpringRun run = SpringRun.of(Map.of(PortRequest.LEAKS, "fail"), LeavingAfterEachTestCase.class);

        failsOnce(run, LeavingAfterEachTestCase.class);
    }

    private static void failsOnce(SpringRun run, Class<?> testCase) {
        String headline = "Port " + LEFT.get(0).getLocalPort() + " of ${freeport.http} of the application"
                + " context of " + testCase.getName() + " was released, but this JVM still listens on it.";
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(PortLeakException.class)
                        .hasMessageStartingWith(headline));
        assertThat(run.errorOutput()).startsWith(headline);
    }

    @Test
    void onlyWarnUnlessTheyAreToFail() {
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.freeport");
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.setFilter(entry -> warnings.add(entry.getMessage()));
        try {
            SpringRun.of(Map.of(PortRequest.LEAKS, "warn"), LeavingTestCase.class)
                    .succeeds(1);
        } finally {
            logger.setFilter(null);
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
        }

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("Port " + LEFT.get(0).getLocalPort() + " of ${freeport.http} of the application"
                        + " context of " + LeavingTestCase.class.getName()
                        + " was released, but this JVM still listens on it.");
    }

    @Test
    void areNoneWhereTheContextEndsItsServers() {
        SpringRun run = SpringRun.of(Map.of(PortRequest.LEAKS, "fail"), TidyTestCase.class)
                .succeeds(1);

        assertThat(run.errorOutput()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    static class LeavingShop {
        @Bean(destroyMethod = "")
        ServerSocket server(@Value("${server.port}") int port) throws IOException {
            ServerSocket server = new ServerSocket(port);
            LEFT.add(server);
            return server;
        }
    }

    @SpringJUnitConfig(LeavingShop.class)
    @TestPropertySource(properties = "server.port=${freeport.http}")
    @DirtiesContext
    static class LeavingTestCase {
        @Test
        void serves() {}
    }

    @SpringJUnitConfig(LeavingShop.class)
    @TestPropertySource(properties = "server.port=${freeport.http}")
    @DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
    static class LeavingAfterEachTestCase {
        @Test
        void serves() {}
    }

    @SpringJUnitConfig(Shop.class)
    @TestPropertySource(properties = "server.port=${freeport.http}")
    @DirtiesContext
    static class TidyTestCase {
        @Test
        void serves() {}
    }
}
