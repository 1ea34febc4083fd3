package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FieldTests {
    @FreePort(value = "http", scope = FreePort.Scope.RUN, property = "quarkus.http.test-port")
    static int port;

    @FreePort("http")
    URI shop;

    @FreePort
    int own;

    @BeforeAll
    static void isThereBeforeAll() {
        assertThat(port).isPositive();
    }

    @BeforeEach
    void isThereBeforeEach() {
        assertThat(own).isPositive().isNotEqualTo(port);
    }

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
        assertThat(shop).hasPort(port);
    }

    @Test
    void knowsTheSamePort(@FreePort("http") int same) {
        assertThat(same).isEqualTo(port);
    }
}
