package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Uses the application that Quarkus has started for the class before. */
@QuarkusTest
class AnotherClassTests {
    @FreePort(value = "http", scope = FreePort.Scope.RUN, property = "quarkus.http.test-port")
    static int port;

    @FreePort
    int outer;

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }

    @Nested
    class Inner {
        @FreePort
        int inner;

        @Test
        void listens() throws Exception {
            assertThat(ShopClient.ask(port)).isEqualTo("open");
            assertThat(inner).isPositive().isNotEqualTo(outer);
            assertThat(outer).isPositive();
        }
    }
}
