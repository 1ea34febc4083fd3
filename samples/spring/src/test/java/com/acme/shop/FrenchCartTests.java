package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The other one of the two, all of whose tests share an instance. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT, properties = "shop.greeting=Bonjour")
@TestInstance(Lifecycle.PER_CLASS)
class FrenchCartTests {
    @FreePort("http")
    static int port;

    @Test
    void greets(@Value("${local.server.port}") int listening) {
        assertThat(listening).isEqualTo(port);
        assertThat(Shop.get(port, "/greeting")).isEqualTo("Bonjour");
    }
}
