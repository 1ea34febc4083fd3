package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** One of three classes that share an application context, and so its ports. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class InvoiceTests {
    @FreePort("http")
    URI shop;

    @FreePort("management")
    int management;

    @Value("${local.server.port}")
    int listening;

    @Test
    void greets() {
        assertThat(listening).isEqualTo(shop.getPort());
        assertThat(Shop.get(shop.getPort(), "/greeting")).isEqualTo("Hello");
    }

    @Test
    void isHealthy() {
        assertThat(Shop.get(management, "/actuator/health")).contains("UP");
    }
}
