package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

// docs: shop
@QuarkusTest
class ShopTests {
    @FreePort(value = "http", scope = FreePort.Scope.RUN, property = "quarkus.http.test-port")
    static int port;

    @Test
    void isOpen() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
    }
}
// docs: end
