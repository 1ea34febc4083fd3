package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import org.junit.jupiter.api.Test;

// docs: shop
@MicronautTest
class ShopTests {
    @FreePort(property = "micronaut.server.port")
    static int port;

    @Test
    void isOpen() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }
}
// docs: end
