package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@MicronautTest
class FieldTests {
    @FreePort(value = "http", property = "micronaut.server.port")
    static int port;

    @FreePort("http")
    URI shop;

    @FreePort
    int own;

    @Inject
    EmbeddedServer server;

    @BeforeAll
    static void isThereBeforeAll() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }

    @BeforeEach
    void isThereBeforeEach() {
        assertThat(own).isPositive().isNotEqualTo(port);
    }

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
        assertThat(server.getPort()).isEqualTo(port);
        assertThat(shop).hasPort(port);
    }

    @Test
    void knowsTheSamePort(@FreePort("http") int same) {
        assertThat(same).isEqualTo(port);
    }

    @Nested
    class Inner {
        @FreePort
        int inner;

        @Test
        void listens() throws Exception {
            assertThat(ShopClient.ask(port)).isEqualTo("open");
            assertThat(inner).isPositive().isNotEqualTo(own);
        }
    }
}
