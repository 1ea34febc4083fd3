package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedInstanceTests {
    @FreePort(property = "micronaut.server.port")
    static int port;

    @FreePort
    int own;

    @BeforeAll
    void isThereBeforeAll() {
        assertThat(own).isPositive();
    }

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }
}
