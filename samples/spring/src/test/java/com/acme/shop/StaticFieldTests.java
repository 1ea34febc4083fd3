package com.acme.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freeport.junit.FreePort;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;

/** The port is the test's own, for one application context alone, which ends with the class. */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@DirtiesContext
class StaticFieldTests {
    @FreePort(value = "http", property = "server.port")
    static int port;

    @Test
    void listensOnThePortOfTheTest(@FreePort("http") URI shop) {
        String greeting =
                RestClient.create(shop).get().uri("/greeting").retrieve().body(String.class);

        assertThat(greeting).isEqualTo("Hello");
        assertThat(shop.getPort()).isEqualTo(port);
    }
}
