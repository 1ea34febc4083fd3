package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** One of two classes with another application context, which has ports of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = "shop.greeting=Bonjour")
class FrenchOrderTests {
    @Test
    void greets(@FreePort("http") int port, @Value("${local.server.port}") int listening) {
        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/greeting")).isEqualTo("Bonjour");
    }

    @Nested
    class Again {
        @Test
        void greets(@FreePort("http") int port, @Value("${local.server.port}") int listening) {
            assertThat(listening).isEqualTo(port);
            assertThat(Shop.get(port, "/greeting")).isEqualTo("Bonjour");
        }
    }
}
