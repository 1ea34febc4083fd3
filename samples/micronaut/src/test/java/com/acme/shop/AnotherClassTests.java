package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Has a server of its own. */
@MicronautTest
class AnotherClassTests {
    @FreePort(property = "micronaut.server.port")
    static int port;

    @Inject
    EmbeddedServer server;

    @Test
    void listens() throws Exception {
        assertThat(ShopClient.ask(port)).isEqualTo("open");
        assertThat(server.getPort()).isEqualTo(port);
    }
}
