package dev.freeport.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Tests that connect to a port on which the server of their application context does not listen. */
class RefusedConnectionTests {
    @Test
    void isToldHowSpringBootListensThere() {
        assertThat(adviceFor(BootTestCase.class))
                .startsWith(
                        "If Spring Boot is to listen there, set server.port=${freeport.NAME} and use @FreePort(\"NAME\") and"
                                + " @SpringBootTest(webEnvironment = DEFINED_PORT); or connect to the port of"
                                + " @LocalServerPort. Pass ")
                .matches(".* Pass [0-9]+ to any other server, and wait until it listens before the test connects[.]");
    }

    @Test
    void isToldThatTheServerNeedsThePortWhereSpringBootStartsNone() {
        assertThat(adviceFor(PlainTestCase.class))
                .matches("Pass [0-9]+ to the server, and wait until it listens before the test connects[.]");
    }

    private static String adviceFor(Class<?> testCase) {
        SpringRun run = SpringRun.of(testCase);
        assertThat(run.failures()).hasSize(1);
        String message = String.valueOf(run.failures().get(0).getSuppressed()[0].getMessage());
        return message.substring(message.indexOf("what to do  ") + "what to do  ".length());
    }

    @SpringBootTest(classes = Object.class)
    static class BootTestCase {
        @Test
        void connects(@FreePort("http") int port) throws IOException {
            new Socket("localhost", port).close();
        }
    }

    @SpringJUnitConfig(Object.class)
    static class PlainTestCase {
        @Test
        void connects(@FreePort("http") int port) throws IOException {
            new Socket("localhost", port).close();
        }
    }
}
