package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** One of three classes that share an application context, and so its ports. */
// docs: test
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class OrderTests {
    @Value("${local.server.port}")
    int listening;

    @Test
    void greets(@FreePort("http") int port) {
        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/greeting")).isEqualTo("Hello");
    }
}
// docs: end
